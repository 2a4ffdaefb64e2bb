package io.radstream.job.connect.iceberg.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetTest {

    @Test
    void knowsWhatWasAddedAndNothingElse() {
        PathSet paths = new PathSet();
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            paths.add("s3://bucket/table/data/" + i);
            paths.add("s3://bucket/table/data/" + i / 2);
        }

        assertThat(paths.size()).isEqualTo(many);
        for (int i = 0; i < many; i++) {
            assertThat(paths.contains("s3://bucket/table/data/" + i)).isTrue();
            assertThat(paths.contains("s3://bucket/table/other/" + i)).isFalse();
        }
    }

    @Test
    void goesOnAfterAQuestion() {
        PathSet paths = new PathSet();
        paths.add("/b");
        assertThat(paths.contains("/a")).isFalse();
        paths.add("/a");
        assertThat(paths.contains("/a")).isTrue();
        assertThat(paths.contains("/b")).isTrue();
    }

    @Test
    void takesTheSameFileByAnyName() {
        assertThat(PathSet.path("s3://bucket/key/a")).isEqualTo("/key/a");
        assertThat(PathSet.path("s3a://bucket/key/a")).isEqualTo("/key/a");
        assertThat(PathSet.path("file:/key/a")).isEqualTo("/key/a");
        assertThat(PathSet.path("file:///key/a")).isEqualTo("/key/a");
        assertThat(PathSet.path("/key/a")).isEqualTo("/key/a");
        assertThat(PathSet.path("/key/a:b")).isEqualTo("/key/a:b");
        assertThat(PathSet.path("s3://bucket")).isEmpty();
    }
}

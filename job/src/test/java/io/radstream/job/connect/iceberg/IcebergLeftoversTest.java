package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.AbandonedLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.util.FileUtils;
import org.apache.iceberg.util.ThreadPools;
import org.junit.jupiter.api.Test;

class IcebergLeftoversTest {

    @Test
    void withoutThemTheClassLoaderIsFree() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(UsingAndTidying.class)).isTrue();
    }

    @Test
    void withThemItIsKept() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Using.class)).isFalse();
    }

    /** Makes tables in a database, and has Iceberg's own threads work. */
    public static class Using implements Runnable {
        @Override
        public void run() {
            try {
                Path folder = Files.createTempDirectory("radstream-leftovers");
                CatalogSettings catalog =
                        CatalogSettings.jdbc(
                                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                                folder.resolve("tables").toUri().toString());
                new IcebergTables(catalog.loader())
                        .create(new Tables(new Arms("laptop", "disk", "fixed", "open")));
                FileUtils.deleteDirectory(folder.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var pool :
                    List.of(ThreadPools.getWorkerPool(), ThreadPools.getDeleteWorkerPool())) {
                pool.execute(() -> {});
            }
        }
    }

    /** As a job's last task that ends. */
    public static final class UsingAndTidying implements Runnable {
        @Override
        public void run() {
            new Using().run();
            new IcebergLeftovers().run();
        }
    }
}

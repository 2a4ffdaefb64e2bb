package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.fixture.TestMain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die between a checkpoint and its commit, or right after it. */
class KilledJobTest {

    @TempDir Path folder;

    @Test
    void rowsEqualTheLedger() throws Exception {
        assertThat(run("before", 1)).isEqualTo(Dying.EXIT);
        assertThat(numbers()).isEmpty();
        // The first commit of the second life is that which the first did not come to.
        assertThat(run("after", 1)).isEqualTo(Dying.EXIT);
        int written = numbers().size();
        assertThat(written).isPositive();
        // The checkpoint that the third life goes on from still has what is committed.
        assertThat(run("before", 2)).isEqualTo(Dying.EXIT);
        assertThat(numbers()).isEqualTo(Numbers.all(numbers().size())).hasSizeGreaterThan(written);

        assertThat(run("after", 1_000_000)).isZero();

        assertThat(numbers()).isEqualTo(Numbers.all(KilledJob.COUNT));
    }

    private List<Long> numbers() {
        return Numbers.in(KilledJob.catalogs(folder), Numbers.TABLE);
    }

    private int run(String when, int commit) throws Exception {
        return TestMain.run(KilledJob.class, folder, when, Integer.toString(commit));
    }
}

package io.radstream.job.connect.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadProgressTest {

    private static final long NONE = ReadProgress.NOTHING;

    private final ReadProgress progress = new ReadProgress();

    @Test
    void hasNoWatermarkBeforeTheFirstLookForShards() {
        assertThat(progress.watermarkMs()).isEqualTo(NONE);
    }

    @Test
    void goesByTheLatestLookForShardsWhereItHasNone() {
        progress.discovered(1_000, List.of());
        progress.discovered(2_000, List.of());

        assertThat(progress.watermarkMs()).isEqualTo(1_999);
    }

    @Test
    void isHeldBackByAShardThatHasNotBeenRead() {
        known(1_000, "a", "b");
        progress.read("a", 5_000, NONE, 0, 5_100);
        known(9_000);

        assertThat(progress.watermarkMs()).isEqualTo(NONE);

        progress.read("b", 4_000, NONE, 0, 4_100);
        assertThat(progress.watermarkMs()).isEqualTo(3_999);
    }

    @Test
    void followsTheRecordsOfALaggingShardWhateverTheClockSays() {
        known(900_000, "a");
        progress.read("a", 800_000, 10_000, 790_000, 800_100);

        assertThat(progress.watermarkMs()).isEqualTo(9_999);
    }

    @Test
    void staysWhereItIsWhenALaggingReadFindsNoRecords() {
        known(900_000, "a");
        progress.read("a", 800_000, 10_000, 790_000, 800_100);
        progress.read("a", 800_200, NONE, 790_200, 800_300);

        assertThat(progress.watermarkMs()).isEqualTo(9_999);
    }

    @Test
    void followsTheClockAtTheTipUpToWhenTheReadWasAskedFor() {
        known(900_000, "a");
        progress.read("a", 800_000, 10_000, 0, 800_100);

        assertThat(progress.watermarkMs()).isEqualTo(799_999);
    }

    @Test
    void isHeldBackByAShardAtItsTipOnceThatLagsAgain() {
        known(900_000, "a");
        progress.read("a", 500_000, NONE, 0, 500_100);
        progress.read("a", 800_000, 500_300, 299_000, 800_100);

        assertThat(progress.watermarkMs()).isEqualTo(500_299);
    }

    @Test
    void goesNoFurtherThanTheLatestLookForShards() {
        known(2_000, "a");
        progress.read("a", 8_000, NONE, 0, 8_100);

        assertThat(progress.watermarkMs()).isEqualTo(1_999);
    }

    @Test
    void doesNotCountALookBeforeItsShardsAreKnown() {
        known(1_000, "a");
        progress.read("a", 8_000, NONE, 0, 8_100);

        progress.discovered(7_000, List.of("b", "c"));
        assertThat(progress.watermarkMs()).isEqualTo(999);

        progress.registered("b", false, 7_000);
        progress.registered("c", false, 7_000);
        assertThat(progress.watermarkMs()).isEqualTo(NONE);

        progress.read("b", 8_000, NONE, 0, 8_100);
        progress.read("c", 8_000, NONE, 0, 8_100);
        assertThat(progress.watermarkMs()).isEqualTo(6_999);
    }

    @Test
    void leavesOutAShardThatHasEnded() {
        known(9_000, "parent", "child");
        progress.read("child", 5_000, NONE, 0, 5_100);
        assertThat(progress.watermarkMs()).isEqualTo(NONE);

        progress.ended("parent");
        progress.read("parent", 100, NONE, 1_000_000, 200);

        assertThat(progress.watermarkMs()).isEqualTo(4_999);
        assertThat(progress.shards()).isEqualTo(1);
    }

    @Test
    void leavesOutARestoredShardThatHadEndedBefore() {
        progress.discovered(9_000, List.of("ended"));
        progress.registered("ended", true, 9_000);

        assertThat(progress.watermarkMs()).isEqualTo(8_999);
        assertThat(progress.shards()).isZero();
    }

    @Test
    void ignoresWhenAReadWasAskedForWhereThatIsNotKnown() {
        known(9_000, "a");
        progress.read("a", NONE, 3_000, 0, 8_000);

        assertThat(progress.watermarkMs()).isEqualTo(2_999);
    }

    @Test
    void tellsHowFarAShardWasRead() {
        known(9_000, "a");
        assertThat(progress.readUpToMs("a")).isEqualTo(NONE);

        progress.read("a", NONE, 3_000, 5_000, 8_000);

        assertThat(progress.readUpToMs("a")).isEqualTo(3_000);
        assertThat(progress.readUpToMs("unknown")).isEqualTo(NONE);
    }

    @Test
    void knowsThatAShardWhichAReshardMadeHasNothingFromBefore() {
        known(1_000, "parent");
        known(2_000, "child");

        assertThat(progress.readUpToMs("child")).isEqualTo(1_000);
    }

    @Test
    void lagsAsFarAsTheFurthestShard() {
        known(0, "a", "b");
        progress.read("a", 1_000, NONE, 0, 1_000);
        progress.read("b", 1_000, NONE, 5_000, 1_000);

        assertThat(progress.lagMs(1_000)).isEqualTo(5_000);
    }

    @Test
    void lagsMoreAndMoreWhereReadsHang() {
        known(0, "a");
        progress.read("a", 1_000, NONE, 0, 1_000);

        assertThat(progress.lagMs(61_000)).isEqualTo(60_000);
    }

    @Test
    void doesNotLagWithoutShards() {
        assertThat(progress.lagMs(1_000)).isZero();
    }

    private void known(long askedAtMs, String... shards) {
        progress.discovered(askedAtMs, List.of(shards));
        for (String shard : shards) {
            progress.registered(shard, false, askedAtMs);
        }
    }
}

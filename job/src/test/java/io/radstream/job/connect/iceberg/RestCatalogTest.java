package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.job.connect.iceberg.maintenance.MaintenancePlan;
import io.radstream.job.connect.iceberg.maintenance.TableMaintenance;
import io.radstream.job.connect.iceberg.maintenance.TableReport;
import io.radstream.job.fixture.TestCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.flink.CatalogLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RestCatalogTest {

    private static final int COUNT = 60;
    private static final int A_CHECKPOINT = 10;

    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @TempDir Path folder;

    private Catalog behind;
    private RestServer server;
    private CatalogLoader catalogs;

    @BeforeEach
    void serve() throws Exception {
        behind =
                Catalogs.sqlite(folder.resolve("catalog.db"), folder.resolve("warehouse"))
                        .loadCatalog();
        server = new RestServer(behind, "right");
        catalogs = CatalogSettings.rest(server.url(), null).withToken("right").loader();
    }

    @AfterEach
    void close() {
        server.close();
        Numbers.close(behind);
    }

    @Test
    void makesTablesWritesEachRowOnceAndMaintains() throws Exception {
        Numbers.create(catalogs, Numbers.TABLE);
        new IcebergTables(catalogs).create(List.of(TablePreparationTest.grown()));
        assertThat(Numbers.load(behind, Numbers.TABLE).schema().columns()).hasSize(5);
        StreamExecutionEnvironment environment =
                TestCluster.environment(folder.resolve("checkpoints"), Duration.ofMillis(100));
        new IcebergTables(catalogs)
                .append(
                        Numbers.upTo(COUNT, A_CHECKPOINT, environment),
                        TablePreparationTest.grown(),
                        "numbers-rows");

        CLUSTER.start(environment).awaitEnd();
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(COUNT));

        Instant later = Instant.now().plus(Duration.ofDays(100));
        TableReport report =
                new TableMaintenance(catalogs, Clock.fixed(later, ZoneOffset.UTC))
                        .run(MaintenancePlan.restorableSince(later))
                        .get(0);
        assertThat(report.problem()).isEmpty();
        assertThat(report.after().dataFiles()).isEqualTo(1);
        assertThat(Numbers.in(catalogs, Numbers.TABLE)).isEqualTo(Numbers.all(COUNT));
    }

    @Test
    void saysThatItIsNotLetIn() {
        CatalogLoader stranger =
                CatalogSettings.rest(server.url(), null).withToken("wrong").loader();

        assertThatThrownBy(() -> Numbers.create(stranger, Numbers.TABLE))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining("the REST catalog " + server.url())
                .hasMessageContaining("it cannot be opened")
                .hasMessageContaining("expected the bearer token")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void saysThatNobodyAnswers() {
        server.close();

        assertThatThrownBy(() -> Numbers.create(catalogs, Numbers.TABLE))
                .isInstanceOf(UnusableTablesException.class)
                .hasMessageContaining("it cannot be opened")
                .hasMessageContaining("refused");
    }
}

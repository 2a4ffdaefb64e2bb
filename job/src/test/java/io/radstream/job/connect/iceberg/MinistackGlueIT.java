package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.job.server.MinistackServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.iceberg.catalog.Catalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On ministack, which refuses stale versions as Glue does: here several may write at once. */
class MinistackGlueIT extends GlueContract {

    private static final int WRITERS = 4;

    private static MinistackServer ministack;

    @BeforeAll
    static void start() {
        ministack = MinistackServer.start();
    }

    @AfterAll
    static void stop() {
        ministack.close();
    }

    @Override
    URI endpoint() {
        return ministack.endpoint();
    }

    @Override
    void empty() {
        ministack.reset();
    }

    @Test
    void severalMakeTheTableAtOnce() throws Exception {
        atOnce(writer -> Numbers.create(catalogs, Numbers.TABLE));
        atOnce(writer -> new IcebergTables(catalogs).create(List.of(TablePreparationTest.grown())));

        assertThat(Numbers.load(catalog, Numbers.TABLE).schema().columns()).hasSize(5);
    }

    @Test
    void severalCommitAtOnce() throws Exception {
        Numbers.create(catalogs, Numbers.TABLE);
        int each = 5;

        atOnce(
                writer -> {
                    Catalog own = catalogs.loadCatalog();
                    try {
                        Commits commits =
                                new Commits(
                                        Numbers.load(own, Numbers.TABLE),
                                        Numbers.table(),
                                        "job-" + writer);
                        for (int i = 0; i < each; i++) {
                            long number = (long) writer * each + i;
                            commits.add(number, number + 1);
                        }
                    } finally {
                        Numbers.close(own);
                    }
                });

        assertThat(Numbers.in(catalogs, Numbers.TABLE))
                .isEqualTo(Numbers.all((long) WRITERS * each));
    }

    private static void atOnce(IntConsumer writing) throws Exception {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(
                        () -> {
                            start.await(30, TimeUnit.SECONDS);
                            writing.accept(writer);
                            return null;
                        });
            }
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}

package io.radstream.job.connect.iceberg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.job.server.MotoServer;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On moto, which takes stale versions for good: nothing here writes one table from two sides. */
class MotoGlueIT extends GlueContract {

    private static MotoServer moto;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @Override
    URI endpoint() {
        return moto.endpoint();
    }

    @Override
    void empty() {
        moto.reset();
    }

    @Test
    void saysWhatItMayNotDo() {
        moto.enforcePermissions();
        try {
            assertThatThrownBy(() -> Numbers.create(catalogs, Numbers.TABLE))
                    .isInstanceOf(UnusableTablesException.class)
                    .hasMessageContaining(
                            "the database radstream_analytics can be neither found nor made");
        } finally {
            moto.allowEverything();
        }
    }
}

package io.radstream.job.release;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.StateBackendFactory;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/**
 * State on the heap, for which time stands still: what was recorded long ago is as old as the test
 * says. Flink's TTL knows no other clock than the machine's.
 */
public final class StandingTtlBackend extends HashMapStateBackend {

    private static final long serialVersionUID = 1L;
    private static final ConfigOption<Long> NOW_MS =
            ConfigOptions.key("test.ttl.now-ms").longType().noDefaultValue();

    private final long nowMs;

    private StandingTtlBackend(long nowMs) {
        this.nowMs = nowMs;
    }

    /** What makes a job use it. */
    static Configuration at(Instant now) {
        return new Configuration()
                .set(StateBackendOptions.STATE_BACKEND, Factory.class.getName())
                .set(NOW_MS, now.toEpochMilli());
    }

    @Override
    public <K> AbstractKeyedStateBackend<K> createKeyedStateBackend(
            KeyedStateBackendParameters<K> parameters) throws IOException {
        return super.createKeyedStateBackend(
                new KeyedStateBackendParametersImpl<>(parameters).setTtlTimeProvider(() -> nowMs));
    }

    /** Called by Flink, by the class's name. */
    public static final class Factory implements StateBackendFactory<StandingTtlBackend> {

        @Override
        public StandingTtlBackend createFromConfig(ReadableConfig config, ClassLoader classes) {
            return new StandingTtlBackend(config.get(NOW_MS));
        }
    }
}

package io.radstream.job.connect.kinesis;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.kinesis.shaded.com.amazonaws.http.IdleConnectionReaper;
import org.apache.flink.kinesis.shaded.com.amazonaws.metrics.AwsSdkMetrics;

/**
 * What the connector's AWS SDK leaves behind in the process when its job has ended: a bean in the
 * process's own MBean server, and a thread that looks after idle connections. Each would keep the
 * job's class loader, with all its classes, for good.
 */
final class SdkLeftovers implements Runnable {

    /** The name under which a class loader's hook is registered once, however many tasks ask. */
    private static final String NAME = "radstream-kinesis-sdk";

    /** Has them taken away when no task uses this class loader any more. */
    static void removeAfter(RuntimeContext context) {
        context.registerUserCodeClassLoaderReleaseHookIfAbsent(NAME, new SdkLeftovers());
    }

    @Override
    public void run() {
        AwsSdkMetrics.unregisterMetricAdminMBean();
        IdleConnectionReaper.shutdown();
    }
}

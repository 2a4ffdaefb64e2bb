package io.radstream.job.connect.kinesis;

import org.apache.flink.kinesis.shaded.com.amazonaws.http.IdleConnectionReaper;
import org.apache.flink.kinesis.shaded.com.amazonaws.metrics.AwsSdkMetrics;

/**
 * What the connector's AWS SDK leaves behind in the process when its job has ended: a bean in the
 * process's own MBean server, and a thread that looks after idle connections. Each would keep the
 * job's class loader, with all its classes, for good.
 */
final class SdkLeftovers implements Runnable {

    /** The name under which a class loader's hook is registered once, however many tasks ask. */
    static final String NAME = "radstream-kinesis-sdk";

    /** Called when no task uses the class loader any more; it is that of these two classes. */
    @Override
    public void run() {
        AwsSdkMetrics.unregisterMetricAdminMBean();
        IdleConnectionReaper.shutdown();
    }
}

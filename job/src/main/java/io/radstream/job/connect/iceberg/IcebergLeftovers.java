package io.radstream.job.connect.iceberg;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.iceberg.aws.shaded.org.apache.http.conn.HttpClientConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.apache.internal.conn.IdleConnectionReaper;

/**
 * What Iceberg and Hadoop's client leave behind in the process when their job has ended, each of
 * which would keep the job's class loader, with all its classes, for good: pools of threads that
 * end in a hook at the end of the process, threads that never end, connections to AWS, and JDBC
 * drivers.
 */
final class IcebergLeftovers implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(IcebergLeftovers.class);
    private static final String NAME = "radstream-iceberg";

    /** A class loader of the job's own, or that of the process. */
    private final ClassLoader loader = IcebergLeftovers.class.getClassLoader();

    IcebergLeftovers() {}

    /**
     * Has them taken away when no task uses this class loader any more. Where Flink itself was
     * loaded by it, it lives on, and so may what is in use by others.
     */
    static void removeAfter(RuntimeContext context) {
        if (IcebergLeftovers.class.getClassLoader() != RuntimeContext.class.getClassLoader()) {
            context.registerUserCodeClassLoaderReleaseHookIfAbsent(NAME, new IcebergLeftovers());
        }
    }

    @Override
    public void run() {
        closeConnections();
        try {
            runHooks();
            endThreads();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            LOG.warn(
                    "The job's classes stay in this process ({}): start it with"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED and"
                            + " --add-opens=java.base/java.util.concurrent=ALL-UNNAMED, as Flink's"
                            + " own config.yaml has it",
                    e.getMessage());
        }
        removeDrivers();
    }

    /**
     * Runs now what the job's classes have asked the process to run at its end. Iceberg offers no
     * other way to its pools, nor Java one to a hook that somebody else has set.
     */
    private void runHooks() throws ReflectiveOperationException {
        for (Thread hook : hooks()) {
            if (isOurs(hook) && Runtime.getRuntime().removeShutdownHook(hook)) {
                // Here, and not in a thread of its own: the class loader is closed next.
                Runnable work = hook;
                work.run();
            }
        }
    }

    /**
     * Such as Hadoop's, which waits for references to be cleared, and ends when interrupted; and
     * those of pools, such as the SDK's for answers that nobody reads to their end.
     */
    private void endThreads() throws ReflectiveOperationException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            Object work = workOf(thread);
            if (isOurs(thread)) {
                thread.interrupt();
            } else if (work != null
                    && work.getClass().getEnclosingClass() == ThreadPoolExecutor.class) {
                endOurs((ThreadPoolExecutor) valueOf(work.getClass(), "this$0", work));
            }
        }
    }

    private void endOurs(ThreadPoolExecutor pool) {
        if (pool.getThreadFactory().getClass().getClassLoader() == loader) {
            pool.shutdownNow();
        }
    }

    /**
     * Tasks do not close the clients that Iceberg makes for them. While one is open, a thread of
     * the SDK looks after its connections.
     */
    private static void closeConnections() {
        IdleConnectionReaper reaper = IdleConnectionReaper.getInstance();
        try {
            Map<?, ?> open =
                    (Map<?, ?>) valueOf(IdleConnectionReaper.class, "connectionManagers", reaper);
            for (Object connections : List.copyOf(open.keySet())) {
                HttpClientConnectionManager manager = (HttpClientConnectionManager) connections;
                manager.shutdown();
                reaper.deregisterConnectionManager(manager);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn("The job's classes stay in this process: connections to AWS stay open", e);
        }
    }

    private static List<Thread> hooks() throws ReflectiveOperationException {
        Class<?> owner = Class.forName("java.lang.ApplicationShutdownHooks");
        Map<?, ?> hooks = (Map<?, ?>) valueOf(owner, "hooks", null);
        if (hooks == null) {
            // The process is ending, and runs them itself.
            return List.of();
        }
        List<Thread> threads = new ArrayList<>();
        // As its own methods do.
        synchronized (owner) {
            hooks.keySet().forEach(hook -> threads.add((Thread) hook));
        }
        return threads;
    }

    private boolean isOurs(Thread thread) throws ReflectiveOperationException {
        Object work = workOf(thread);
        return thread.getClass().getClassLoader() == loader
                || (work != null && work.getClass().getClassLoader() == loader);
    }

    private static Object workOf(Thread thread) throws ReflectiveOperationException {
        if (Runtime.version().feature() < 19) {
            return valueOf(Thread.class, "target", thread);
        }
        Object holder = valueOf(Thread.class, "holder", thread);
        return valueOf(holder.getClass(), "task", holder);
    }

    private static Object valueOf(Class<?> owner, String name, Object instance)
            throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(instance);
    }

    private void removeDrivers() {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == loader) {
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    LOG.warn("JDBC driver {} stays in this process", driver.getClass(), e);
                }
            }
        }
    }
}

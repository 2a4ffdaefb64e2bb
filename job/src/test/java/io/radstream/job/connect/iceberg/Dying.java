package io.radstream.job.connect.iceberg;

import java.util.concurrent.atomic.AtomicInteger;

/** The process dies around one of a job's commits to a table, as by {@code kill -9}. */
public final class Dying implements FaultyCatalogs.Fault {

    /** How a process ends that died so. */
    public static final int EXIT = 137;

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger COMMITS = new AtomicInteger();

    private final String table;
    private final boolean before;
    private final int commit;

    private Dying(String table, boolean before, int commit) {
        this.table = table;
        this.before = before;
        this.commit = commit;
    }

    /**
     * Dies once.
     *
     * @param when "before" the commit is made, or "after"
     * @param commit which of this process's commits to the table, from one on; a large one for none
     */
    public static Dying of(String table, String when, String commit) {
        return new Dying(table, when.equals("before"), Integer.parseInt(commit));
    }

    @Override
    public void before(String committed) {
        if (committed.equals(table) && COMMITS.incrementAndGet() == commit && before) {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    @Override
    public void after(String committed) {
        if (committed.equals(table) && COMMITS.get() == commit) {
            Runtime.getRuntime().halt(EXIT);
        }
    }
}

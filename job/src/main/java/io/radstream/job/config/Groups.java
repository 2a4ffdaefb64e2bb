package io.radstream.job.config;

import java.util.ArrayList;
import java.util.List;

/** All groups, in the order in which a person reads of them. */
public final class Groups {

    /** What the job is made of. */
    public static final List<Group> OF_JOB =
            List.of(
                    AwsKeys.GROUP,
                    SourceKeys.GROUP,
                    S3Keys.GROUP,
                    FilesKeys.GROUP,
                    TablesKeys.GROUP,
                    TablesKeys.CATALOG,
                    ArmsKeys.GROUP,
                    ModelsKeys.GROUP,
                    PhiKeys.GROUP,
                    PipelineKeys.GROUP);

    /** What making the tables needs to know. */
    public static final List<Group> OF_TABLES =
            List.of(AwsKeys.GROUP, TablesKeys.GROUP, TablesKeys.CATALOG, ArmsKeys.GROUP);

    /** What maintaining them needs to know. */
    public static final List<Group> OF_MAINTENANCE =
            List.of(AwsKeys.GROUP, TablesKeys.GROUP, TablesKeys.CATALOG, MaintainKeys.GROUP);

    private Groups() {}

    /** Of all commands: each takes the settings of the others without using them. */
    static List<Group> all() {
        List<Group> all = new ArrayList<>(OF_JOB);
        all.add(MaintainKeys.GROUP);
        return all;
    }
}

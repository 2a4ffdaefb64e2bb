package io.radstream.job;

import io.radstream.job.cloud.CloudConfiguration;
import io.radstream.job.cloud.CloudTables;
import io.radstream.job.config.Groups;
import io.radstream.job.config.StartRefusedException;
import java.util.Arrays;
import java.util.List;

/**
 * Makes or maintains the tables, without a job; with the job's own configuration, so that both mean
 * the same catalog:
 *
 * <pre>
 * java -cp "radstream.jar:$FLINK_HOME/lib/*" io.radstream.job.RadStreamTables create …
 * java -cp "radstream.jar:$FLINK_HOME/lib/*" io.radstream.job.RadStreamTables maintain \
 *     --maintain.restorable-since 2026-03-04T05:06:07Z …
 * </pre>
 */
public final class RadStreamTables {

    private RadStreamTables() {}

    /** Ends with an exception where something is missing, wrong or has failed. */
    public static void main(String[] args) {
        Console.explaining(() -> run(args));
    }

    private static void run(String... args) {
        String command = args.length == 0 ? "nothing" : args[0];
        String[] rest = Arrays.copyOfRange(args, Math.min(1, args.length), args.length);
        switch (command) {
            case "create":
                CloudTables.create(
                        CloudConfiguration.read(Groups.OF_TABLES, rest),
                        System.getenv(),
                        RadStreamTables::print);
                break;
            case "maintain":
                CloudTables.maintain(
                        CloudConfiguration.read(Groups.OF_MAINTENANCE, rest),
                        System.getenv(),
                        RadStreamTables::print);
                break;
            default:
                throw new StartRefusedException(
                        List.of("expected create or maintain, came " + command));
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}

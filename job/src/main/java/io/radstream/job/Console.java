package io.radstream.job;

import io.radstream.job.config.StartRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a person is told before a job runs. In the log too: Managed Flink shows nothing else. */
final class Console {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final String PREFIX = "radstream: ";

    private Console() {}

    /** Does it; where it is refused, tells each reason in one line. */
    static void explaining(Runnable action) {
        try {
            action.run();
        } catch (StartRefusedException e) {
            e.problems()
                    .forEach(
                            problem -> {
                                LOG.error("{}", problem);
                                print(problem);
                            });
            throw e;
        }
    }

    static void warn(String note) {
        LOG.warn("{}", note);
        print(note);
    }

    private static void print(String line) {
        System.err.println(PREFIX + line.replaceAll("\\s*\\R\\s*", " "));
    }
}

package io.radstream.job.cloud;

import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Key;
import io.radstream.job.config.PipelineKeys;
import io.radstream.job.config.SourceKeys;
import io.radstream.job.config.TablesKeys;
import io.radstream.job.connect.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Which settings are at fault where something outside turns out wrong. */
final class Culprits {

    private final Key<?> name;
    private final Key<?> endpoint;

    /**
     * Of one system.
     *
     * @param name says what is used of it
     * @param endpoint says where it is
     */
    Culprits(Key<?> name, Key<?> endpoint) {
        this.name = name;
        this.endpoint = endpoint;
    }

    /** The problems, a line each. */
    List<String> lines(List<Problem> problems) {
        return problems.stream().map(this::line).collect(Collectors.toList());
    }

    /** The problem, behind the key of the setting to mend. */
    String line(Problem problem) {
        return key(problem.fault()) + ": " + problem.text();
    }

    private Key<?> key(Problem.Fault fault) {
        switch (fault) {
            case ENDPOINT:
                return endpoint;
            case REGION:
                return AwsKeys.REGION;
            case CREDENTIALS:
                return AwsKeys.CREDENTIALS;
            case CONSUMER:
                return SourceKeys.FAN_OUT;
            case START:
                return SourceKeys.START_AT;
            case STATE_TTL:
                return PipelineKeys.STATE_TTL;
            case TABLES_EXIST:
                return TablesKeys.CREATE;
            default:
                return name;
        }
    }
}

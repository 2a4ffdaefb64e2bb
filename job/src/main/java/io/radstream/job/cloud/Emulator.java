package io.radstream.job.cloud;

import io.radstream.job.config.AwsKeys;
import io.radstream.job.config.Key;
import io.radstream.job.config.Settings;
import java.net.URI;

/** What stands in for AWS on one machine. */
final class Emulator {

    /** Both halves of the key that emulators take, and AWS does not. */
    static final String KEY = "test";

    private Emulator() {}

    /** Whether the settings mean one, and not AWS. */
    static boolean isMeant(Settings settings) {
        return settings.get(AwsKeys.CREDENTIALS) == AwsKeys.Credentials.EMULATOR;
    }

    /**
     * The same, of a service that must have an address of its own then.
     *
     * @throws io.radstream.job.config.StartRefusedException where it has none
     */
    static boolean isMeant(Settings settings, Key<URI> endpoint) {
        if (isMeant(settings)) {
            settings.need(endpoint, "aws.credentials is emulator, whose keys AWS does not take");
            return true;
        }
        return false;
    }
}

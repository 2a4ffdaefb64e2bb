package io.radstream.job.server;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** What the emulators' clients sign with; the job does so too where it is told of an emulator. */
public final class EmulatorCredentials {

    /** Both halves of the key. */
    public static final String KEY = "test";

    public static final AwsCredentialsProvider PROVIDER =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY));

    private EmulatorCredentials() {}
}

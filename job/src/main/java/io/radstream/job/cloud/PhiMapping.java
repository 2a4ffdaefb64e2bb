package io.radstream.job.cloud;

import io.radstream.job.config.PhiKeys;
import io.radstream.job.config.Settings;
import io.radstream.job.connect.secrets.KeyFile;
import io.radstream.job.connect.secrets.SecretsManagerKey;
import io.radstream.sidecar.PseudonymKeys;
import java.nio.file.Path;
import java.util.Map;

/** Where the pseudonym key is. */
final class PhiMapping {

    private static final String FILE = "file:";
    private static final String SECRETS_MANAGER = "secretsmanager:";

    private PhiMapping() {}

    /**
     * What the settings say.
     *
     * @throws io.radstream.job.config.StartRefusedException where they contradict each other
     */
    static PseudonymKeys of(Settings settings, Map<String, String> environment) {
        String key = settings.get(PhiKeys.KEY);
        if (key.startsWith(FILE)) {
            return new KeyFile(Path.of(key.substring(FILE.length())));
        }
        return new SecretsManagerKey(
                key.substring(SECRETS_MANAGER.length()),
                RegionMapping.of(settings, environment),
                settings.find(PhiKeys.SECRETS_ENDPOINT),
                Emulator.isMeant(settings, PhiKeys.SECRETS_ENDPOINT));
    }
}

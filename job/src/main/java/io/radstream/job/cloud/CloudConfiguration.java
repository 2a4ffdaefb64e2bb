package io.radstream.job.cloud;

import io.radstream.job.config.Arguments;
import io.radstream.job.config.Group;
import io.radstream.job.config.Settings;
import io.radstream.job.config.StartRefusedException;
import io.radstream.job.connect.managed.PropertyGroups;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The settings from wherever they come. */
public final class CloudConfiguration {

    private CloudConfiguration() {}

    /**
     * All layers.
     *
     * @param used the groups whose required keys must be given
     * @throws StartRefusedException where the file of property groups is not one
     */
    public static Settings read(List<Group> used, String... args) {
        Arguments arguments = Arguments.parse(args);
        Map<String, Properties> groups;
        try {
            groups = PropertyGroups.find(arguments.propertiesFile());
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException(List.of(e.getMessage()));
        }
        return Settings.read(groups, arguments, used);
    }
}

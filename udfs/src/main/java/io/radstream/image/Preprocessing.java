package io.radstream.image;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a model wants done to an image's values, named as its configuration names it. */
public enum Preprocessing {
    /** Values as they are, 0..1. */
    PLAIN("plain") {
        @Override
        double apply(double value) {
            return value;
        }
    },
    /**
     * The lung window of computed tomography, level -600 and width 1500 Hounsfield units, over
     * values taken as 12 bits from -1024 on. Meant for CT; a radiograph has no Hounsfield units.
     */
    LUNG_CT_WINDOW("lung_ct_window") {
        @Override
        double apply(double value) {
            double hounsfield = value * 4095 - 1024;
            double inWindow = (hounsfield - (LEVEL - WIDTH / 2)) / WIDTH;
            return Math.max(0.0, Math.min(1.0, inWindow));
        }
    };

    private static final double LEVEL = -600;
    private static final double WIDTH = 1500;

    private final String profile;

    Preprocessing(String profile) {
        this.profile = profile;
    }

    /** The profile's name in a configuration. */
    public String profile() {
        return profile;
    }

    /** The profile of that name. */
    public static Preprocessing of(String profile) {
        for (Preprocessing candidate : values()) {
            if (candidate.profile.equals(profile)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException(
                "expected a preprocessing profile of "
                        + Arrays.stream(values())
                                .map(Preprocessing::profile)
                                .collect(Collectors.joining(", "))
                        + ", got "
                        + profile);
    }

    /** Maps a value of 0..1 to another of 0..1. */
    abstract double apply(double value);
}

package io.radstream.local.phantom;

/**
 * A sequence of random draws that is the same on every machine and every Java: SplitMix64 (Steele,
 * Lea, Flood, 2014), whose sequence the JDK's own classes do not promise for ranges.
 */
final class Draws {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** A sequence of its own for each key, such as a seed, a purpose and a number. */
    static Draws of(long... key) {
        long state = key.length;
        for (long part : key) {
            state = mix((state ^ part) + GAMMA);
        }
        return new Draws(state);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    double uniform(double low, double high) {
        return low + (high - low) * ((next() >>> 11) * 0x1.0p-53);
    }

    /** A whole number from 0, below the bound. */
    int below(int bound) {
        return (int) uniform(0, bound);
    }

    boolean chance(double probability) {
        return uniform(0, 1) < probability;
    }

    /** -1 or 1. */
    int sign() {
        return chance(0.5) ? 1 : -1;
    }

    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}

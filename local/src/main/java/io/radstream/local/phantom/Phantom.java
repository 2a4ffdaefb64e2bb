package io.radstream.local.phantom;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chest radiograph of nobody, and what is wrong in it. The same seed and index draw the same
 * pixels on every machine.
 *
 * <p>Of each five that follow each other, every condition has one. Of each four, some are of one
 * patient, whose build is the same in all of them.
 */
public final class Phantom {

    private static final int SMALLEST = 512;
    private static final int LARGEST = 1400;
    private static final Instant FIRST = Instant.parse("2025-01-01T06:00:00Z");

    private static final long CONDITION = 1;
    private static final long PATIENT = 2;
    private static final long STUDY = 3;
    private static final long ANATOMY = 4;
    private static final long POSE = 5;
    private static final long ILLNESS = 6;
    private static final long MARKINGS = 7;
    private static final long EXPOSURE = 8;

    private final long seed;
    private final long index;
    private final Condition condition;
    private final View view;
    private final FileFormat format;
    private final boolean urgent;
    private final long patient;
    private final int width;
    private final int height;
    private final short[] grey;
    private final List<Finding> findings;

    private Phantom(long seed, long index, int longSide, Condition condition) {
        this.seed = seed;
        this.index = index;
        this.condition = condition;
        Draws study = Draws.of(seed, STUDY, index);
        view = view(study.uniform(0, 1));
        format = format(study.uniform(0, 1));
        urgent = study.chance(0.1);
        int drawnSide = SMALLEST + study.below(LARGEST - SMALLEST + 1);
        patient = index / 4 * 4 + Draws.of(seed, PATIENT, index).below(3);

        Anatomy anatomy = Anatomy.of(Draws.of(seed, ANATOMY, patient));
        Pose pose =
                Pose.of(
                        view,
                        anatomy,
                        longSide > 0 ? longSide : drawnSide,
                        Draws.of(seed, POSE, index));
        Film film = new Film(pose);
        width = film.width();
        height = film.height();
        findings = List.copyOf(take(film, anatomy));
        grey = new Exposure(view, Draws.of(seed, EXPOSURE, index)).develop(film);
    }

    /** A phantom of a size of its own, 512 to 1400 pixels at its longer side. */
    public static Phantom of(long seed, long index) {
        return new Phantom(seed, index, 0, condition(seed, index));
    }

    /**
     * The same chest as {@link #of(long, long)}, at another size.
     *
     * @param longSide in pixels, 64 to 8192
     */
    public static Phantom of(long seed, long index, int longSide) {
        if (longSide < 64 || longSide > 8192) {
            throw new IllegalArgumentException(
                    "expected a longer side of 64 to 8192 pixels, came " + longSide);
        }
        return new Phantom(seed, index, longSide, condition(seed, index));
    }

    /** The same chest as {@link #of(long, long, int)}, with another condition. */
    static Phantom of(long seed, long index, int longSide, Condition condition) {
        return new Phantom(seed, index, longSide, condition);
    }

    private List<Finding> take(Film film, Anatomy anatomy) {
        Illness illness = new Illness(condition, Draws.of(seed, ILLNESS, index));
        double heartSize = illness.heartSize();
        Projection chest =
                view == View.LATERAL
                        ? new LateralChest(anatomy, heartSize)
                        : new FrontalChest(anatomy, view, heartSize);
        chest.expose(film);
        List<Finding> found = new ArrayList<>();
        for (Opacity opacity : illness.opacities(chest.lungs())) {
            film.fill(opacity.kind(), opacity.region(), opacity.share()).ifPresent(found::add);
        }
        if (illness.isCardiomegaly()) {
            found.add(film.box(FindingKind.cardiomegaly, chest.heart()));
        }
        Draws markings = Draws.of(seed, MARKINGS, index);
        Noise noise = new Noise(markings.next());
        film.mottle(noise, 0.16, 0.008, 0.1);
        film.mottle(noise, 0.035, 0.004, 0.14);
        film.mottle(noise, 0.012, 0.003, 0.1);
        chest.draw(film, markings);
        return found;
    }

    private static Condition condition(long seed, long index) {
        if (index < 0) {
            throw new IllegalArgumentException("expected an index of 0 or more, came " + index);
        }
        Condition[] conditions = Condition.values();
        long block = index / conditions.length;
        Draws draws = Draws.of(seed, CONDITION, block);
        for (int i = conditions.length - 1; i > 0; i--) {
            int other = draws.below(i + 1);
            Condition swapped = conditions[i];
            conditions[i] = conditions[other];
            conditions[other] = swapped;
        }
        return conditions[(int) (index % conditions.length)];
    }

    private static View view(double draw) {
        return draw < 0.48 ? View.PA : draw < 0.82 ? View.AP : View.LATERAL;
    }

    private static FileFormat format(double draw) {
        return draw < 0.7
                ? FileFormat.JPEG
                : draw < 0.93 ? FileFormat.PNG_8_BIT : FileFormat.PNG_16_BIT;
    }

    /** Such as {@code phantom-7-000042}. */
    public String studyId() {
        return String.format(Locale.ROOT, "phantom-%d-%06d", seed, index);
    }

    /** Of nobody; several phantoms may share one. */
    public String patientId() {
        return String.format(Locale.ROOT, "PHANTOM-%d-%06d", seed, patient);
    }

    /** Later for each phantom than for the one before it. */
    public Instant takenAt() {
        return FIRST.plus(index, ChronoUnit.MINUTES);
    }

    public Condition condition() {
        return condition;
    }

    public View view() {
        return view;
    }

    public FileFormat format() {
        return format;
    }

    /** Whether the sidecar asks to go first. */
    public boolean urgent() {
        return urgent;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** What is wrong, each with its box; empty in a normal chest. */
    public List<Finding> findings() {
        return findings;
    }

    /** A pixel's grey value, 0 to 65535. */
    public int grey16(int x, int y) {
        return grey[y * width + x] & 0xFFFF;
    }

    /** A pixel's grey value, 0 to 255. */
    public int grey8(int x, int y) {
        return (grey16(x, y) + 128) / 257;
    }
}

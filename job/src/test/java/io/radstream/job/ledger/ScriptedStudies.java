package io.radstream.job.ledger;

import io.radstream.record.Half;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Seeded traffic: the same seed gives the same studies, in the same order. */
public final class ScriptedStudies {

    private static final int HALVES_APART_MS = 30_000;
    private static final int OVERWRITTEN_WITHIN_MS = 30_000;

    private final long seed;
    private final Mix mix;
    private final ScriptedContent content;
    private final Random random;
    private final List<ScriptedStudy> studies = new ArrayList<>();
    private final List<Landing> landings = new ArrayList<>();
    private long sequence = 0x0055_AED6_DCD9_0281L;

    private ScriptedStudies(long seed, Mix mix, ScriptedContent content) {
        this.seed = seed;
        this.mix = mix;
        this.content = content;
        this.random = new Random(seed);
    }

    /** So many studies. */
    public static ScriptedStudies of(long seed, int count, Mix mix, ScriptedContent content) {
        ScriptedStudies scripted = new ScriptedStudies(seed, mix, content);
        List<Kind> kinds = scripted.kinds(count);
        for (int i = 0; i < count; i++) {
            scripted.add(kinds.get(i), i);
        }
        scripted.landings.sort(Comparator.comparing(Landing::at));
        return scripted;
    }

    private enum Kind {
        PAIR,
        ORPHAN_IMAGE,
        ORPHAN_SIDECAR,
        SIDECAR_INVALID,
        SIDECAR_MALFORMED,
        IMAGE_UNDECODABLE,
        IMAGE_OVERWRITTEN,
        IMAGE_OVERWRITTEN_TWICE,
        SIDECAR_CORRECTED
    }

    /** The studies, each with all versions of its objects. */
    public List<ScriptedStudy> studies() {
        return List.copyOf(studies);
    }

    /** All objects in the order in which they land. */
    public List<Landing> landings() {
        return List.copyOf(landings);
    }

    /** The events in the order of their delivery: late by up to the mix's window, some twice. */
    public List<Landing> deliveries() {
        Random late = new Random(seed + 1);
        List<Landing> deliveries = new ArrayList<>();
        for (Landing landing : landings) {
            deliveries.add(delivered(landing, late));
            if (late.nextDouble() < mix.duplicates()) {
                deliveries.add(delivered(landing, late));
            }
        }
        deliveries.sort(Comparator.comparing(Landing::at));
        return deliveries;
    }

    /** What the traffic consists of, for a test's output. */
    @Override
    public String toString() {
        return String.format(
                "%d studies of seed %d: %d objects in %d events",
                studies.size(), seed, landings.size(), deliveries().size());
    }

    /** A string that stands for the study's patient; several studies share one. */
    public static String patientOf(int study) {
        return "PATIENT-CANARY-" + study % 50;
    }

    private Landing delivered(Landing landing, Random late) {
        long windowMs = mix.reorderWithin().toMillis();
        long lateMs = windowMs == 0 ? 0 : (long) (late.nextDouble() * windowMs);
        return new Landing(landing.object(), landing.at().plusMillis(lateMs));
    }

    private List<Kind> kinds(int count) {
        List<Kind> kinds = new ArrayList<>();
        add(kinds, count * mix.orphans(), Kind.ORPHAN_IMAGE, Kind.ORPHAN_SIDECAR);
        add(
                kinds,
                count * mix.invalid(),
                Kind.SIDECAR_INVALID,
                Kind.SIDECAR_MALFORMED,
                Kind.IMAGE_UNDECODABLE);
        add(
                kinds,
                count * mix.overwritten(),
                Kind.IMAGE_OVERWRITTEN,
                Kind.IMAGE_OVERWRITTEN_TWICE,
                Kind.SIDECAR_CORRECTED);
        while (kinds.size() < count) {
            kinds.add(Kind.PAIR);
        }
        Collections.shuffle(kinds, random);
        return kinds;
    }

    private static void add(List<Kind> kinds, double count, Kind... inTurn) {
        for (int i = 0; i < Math.round(count); i++) {
            kinds.add(inTurn[i % inTurn.length]);
        }
    }

    private void add(Kind kind, int number) {
        String studyId = String.format(Locale.ROOT, "S%05d-%04x", number, random.nextInt(0x10000));
        String patient = patientOf(number);
        String extension = random.nextInt(3) == 0 ? "png" : "jpg";
        List<byte[]> images = new ArrayList<>();
        List<byte[]> sidecars = new ArrayList<>();
        images.add(content.image(random));
        sidecars.add(content.sidecar(studyId, patient, random));
        String badImage = null;
        String badSidecar = null;
        switch (kind) {
            case PAIR -> {}
            case ORPHAN_IMAGE -> sidecars.clear();
            case ORPHAN_SIDECAR -> images.clear();
            case SIDECAR_INVALID -> {
                badSidecar = "sidecar_invalid";
                sidecars.set(0, content.invalidSidecar(studyId, patient));
            }
            case SIDECAR_MALFORMED -> {
                badSidecar = "sidecar_malformed";
                sidecars.set(0, content.malformedSidecar(patient));
            }
            case IMAGE_UNDECODABLE -> {
                badImage = "image_undecodable";
                images.set(0, content.undecodableImage(patient));
            }
            case IMAGE_OVERWRITTEN -> images.add(content.image(random));
            case IMAGE_OVERWRITTEN_TWICE -> {
                images.add(content.image(random));
                images.add(images.get(0));
            }
            case SIDECAR_CORRECTED -> {
                badSidecar = "sidecar_invalid";
                sidecars.add(0, content.invalidSidecar(studyId, patient));
            }
        }
        Duration begin = mix.between().multipliedBy(number);
        studies.add(
                new ScriptedStudy(
                        studyId,
                        land(studyId, Half.image, extension, images, badImage, begin),
                        land(studyId, Half.sidecar, "json", sidecars, badSidecar, begin)));
    }

    /** The first version is the bad one, where one is; what overwrites it is good. */
    private List<ScriptedObject> land(
            String studyId,
            Half half,
            String extension,
            List<byte[]> contents,
            String badFirst,
            Duration begin) {
        List<ScriptedObject> versions = new ArrayList<>();
        Duration at = begin.plusMillis(random.nextInt(HALVES_APART_MS));
        for (byte[] bytes : contents) {
            ScriptedObject object =
                    new ScriptedObject(
                            studyId,
                            half,
                            extension,
                            bytes,
                            nextSequencer(),
                            versions.isEmpty() ? badFirst : null);
            versions.add(object);
            landings.add(new Landing(object, at));
            at = at.plusMillis(1 + random.nextInt(OVERWRITTEN_WITHIN_MS));
        }
        return versions;
    }

    /** As S3's: hex, sometimes longer; the shorter counts as padded with zeros. */
    private String nextSequencer() {
        sequence += 1 + random.nextInt(0x1000);
        String sequencer = String.format(Locale.ROOT, "%016X", sequence);
        return random.nextBoolean()
                ? sequencer
                : sequencer + String.format("%02X", 1 + random.nextInt(255));
    }
}

package io.radstream.job.release;

import io.radstream.job.fixture.FakeBucket;
import io.radstream.job.fixture.FakeJob;
import io.radstream.job.fixture.HandMade;
import io.radstream.job.fixture.Script;
import io.radstream.job.fixture.ScriptedTableEnds;
import io.radstream.job.fixture.Shared;
import io.radstream.job.ledger.ScriptedObject;
import io.radstream.record.Half;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/**
 * The studies of a savepoint that later releases restore. A recording and its restore play the same
 * scene: the position of the source counts its events. So nothing before the stop is ever changed
 * here while a recorded fixture is of use.
 */
final class ReleaseScene {

    static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    /** The body part by which the models can be made to hang. */
    static final String HANGS = "HANGS";

    /** Grey PNG of 16 x 16 pixels; not made here, for an encoder's bytes differ between JDKs. */
    private static final byte[] IMAGE =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAADUlEQVR42mNgGAXI"
                                    + "AAABEAABf80DtQAAAABJRU5ErkJggg==");

    private final Script script = new Script();
    private final FakeBucket images = FakeBucket.versioned();
    private final FakeJob job;

    /**
     * The job's ends are below the folder, and its tables exist.
     *
     * @param now what all steps take for the time of day
     */
    ReleaseScene(Path folder, Instant now) {
        ScriptedTableEnds ends =
                new ScriptedTableEnds(Shared.of(script), folder, ScriptedTableEnds.catalog(folder));
        job =
                new FakeJob(FakeBucket.open(Shared.of(images)), ends)
                        .with(Clock.fixed(now, ZoneOffset.UTC));
    }

    FakeJob job() {
        return job;
    }

    Script script() {
        return script;
    }

    /** A study whose rows are in the tables before the stop. */
    void firstStudyLands() {
        Duration at = Duration.ZERO;
        lands(at, image("committed", 1), sidecar("committed", 1));
    }

    /**
     * A study whose rows are written and not committed, one that the models do not answer, and four
     * halves that wait.
     */
    void othersLand() {
        Duration at = Duration.ofSeconds(1);
        lands(at, image("uncommitted", 1), sidecar("uncommitted", 1));
        lands(at, image("hanging", 1), HandMade.sidecar("hanging", 1, HANGS));
        lands(at, image("image-waits", 1));
        lands(at, sidecar("sidecar-waits", 1));
        lands(at, image("overtaken", 1));
        lands(at, image("orphan", 1));
    }

    /**
     * After the stop: time comes to where waiting halves are told of, then the missing ones land,
     * of one study a newer image first; the end makes orphans of the rest.
     */
    void afterTheStop() {
        Duration told = Duration.ofSeconds(20);
        lands(told, image("later", 1), sidecar("later", 1));
        lands(told, image("later-orphan", 1));
        Duration at = Duration.ofSeconds(30);
        lands(at, sidecar("image-waits", 1));
        lands(at, image("sidecar-waits", 1));
        lands(at, image("overtaken", 2), sidecar("overtaken", 1));
        script.ends();
    }

    private void lands(Duration at, ScriptedObject... objects) {
        for (ScriptedObject object : objects) {
            images.hold(List.of(object));
            script.arrives(object, BEGIN.plus(at));
        }
    }

    private static ScriptedObject image(String studyId, int version) {
        return new ScriptedObject(studyId, Half.image, "png", IMAGE, "0A0" + version, null);
    }

    private static ScriptedObject sidecar(String studyId, int version) {
        return HandMade.sidecar(studyId, version, "CHEST");
    }
}

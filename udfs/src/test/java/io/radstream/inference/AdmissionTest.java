package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.inference.Admission.Place;
import io.radstream.record.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    private final Admission admission = new Admission(new InferenceLimits(2, 100, 1000, 1));

    private CompletableFuture<Place> admit(long bytes) {
        return admission.admit(bytes, Priority.routine);
    }

    @Test
    void boundsStudies() {
        Place one = admit(1).join();
        admit(1).join();
        CompletableFuture<Place> third = admit(1);

        assertThat(third).isNotDone();
        assertThat(admission.inFlight()).isEqualTo(2);
        assertThat(admission.waiting()).isEqualTo(1);
        one.close();
        assertThat(third).isCompleted();
    }

    @Test
    void boundsTheBytesOfImageObjects() {
        Place one = admit(60).join();
        CompletableFuture<Place> other = admit(60);

        assertThat(other).isNotDone();
        one.close();
        assertThat(other).isCompleted();
    }

    @Test
    void boundsDecodedBytes() {
        PermitPool.Permit one = admission.decode(600, Priority.routine).join();
        CompletableFuture<PermitPool.Permit> other = admission.decode(600, Priority.routine);

        assertThat(other).isNotDone();
        one.close();
        assertThat(other).isCompleted();
    }

    @Test
    void takesStatFirst() {
        Place one = admit(1).join();
        admit(1).join();
        CompletableFuture<Place> routine = admit(1);
        CompletableFuture<Place> stat = admission.admit(1, Priority.stat);
        one.close();

        assertThat(stat).isCompleted();
        assertThat(routine).isNotDone();
    }

    @Test
    void givesAPlaceBackOnce() {
        Place one = admit(100).join();
        one.close();
        one.close();

        assertThat(admission.inFlight()).isZero();
        Place again = admit(100).join();
        assertThat(admit(1)).as("no bytes were made of nothing").isNotDone();
        again.close();
    }

    /** One that can never be had: its study's place must not be lost with it. */
    @Test
    void losesNoPlaceToAClaimThatIsRefused() {
        assertThatThrownBy(() -> admit(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> admission.decode(1001, Priority.routine))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(admission.inFlight()).isZero();
    }

    /** Whatever the sizes and the order in which studies end, all get their turn. */
    @Property(tries = 200)
    void letsAllThrough(@ForAll int seed) {
        Random random = new Random(seed);
        Admission many = new Admission(new InferenceLimits(3, 100, 1000, 1));
        List<CompletableFuture<PermitPool.Permit>> rooms = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Priority priority = random.nextBoolean() ? Priority.stat : Priority.routine;
            long decoded = random.nextInt(1001);
            rooms.add(
                    many.admit(random.nextInt(101), priority)
                            .thenCompose(
                                    place -> {
                                        places.add(place);
                                        return many.decode(decoded, priority);
                                    }));
        }
        List<PermitPool.Permit> returned = new ArrayList<>();
        while (returned.size() < rooms.size()) {
            int ended = returned.size();
            for (CompletableFuture<PermitPool.Permit> room : rooms) {
                if (room.isDone() && !returned.contains(room.join())) {
                    returned.add(room.join());
                    room.join().close();
                }
            }
            List<Place> held = List.copyOf(places);
            places.clear();
            held.forEach(Place::close);
            assertThat(returned).as("somebody gets on").hasSizeGreaterThan(ended);
        }
        assertThat(many.inFlight()).isZero();
        assertThat(many.waiting()).isZero();
    }
}

package io.radstream.local.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PhantomTest {

    private static final long SEED = 11;

    /**
     * The models were trained on these pixels. Whoever changes how phantoms look changes these
     * numbers, and trains the models again.
     */
    @ParameterizedTest
    @CsvSource({"0, 2807703589", "1, 3327737146", "2, 837062347", "3, 338588165", "4, 3462580572"})
    void drawsTheSamePixelsOnEveryMachine(long index, long checksum) {
        assertThat(checksum(Phantom.of(SEED, index, 256))).isEqualTo(checksum);
    }

    @Test
    void drawsAnotherChestForEachSeedAndIndex() {
        assertThat(
                        Set.of(
                                checksum(Phantom.of(SEED, 0, 256)),
                                checksum(Phantom.of(SEED, 1, 256)),
                                checksum(Phantom.of(SEED + 1, 0, 256)),
                                checksum(Phantom.of(SEED + 1, 1, 256))))
                .hasSize(4);
    }

    @Test
    void givesEachFiveInARowOneOfEveryCondition() {
        List<Condition> conditions =
                IntStream.range(0, 50).mapToObj(i -> Phantom.of(SEED, i, 64).condition()).toList();

        for (int i = 0; i < 50; i += 5) {
            assertThat(conditions.subList(i, i + 5)).containsExactlyInAnyOrder(Condition.values());
        }
        assertThat(conditions.subList(0, 5)).isNotEqualTo(conditions.subList(5, 10));
    }

    @Test
    void mixesViewsFormatsPrioritiesAndSizes() {
        Map<View, Integer> views = new EnumMap<>(View.class);
        Map<FileFormat, Integer> formats = new EnumMap<>(FileFormat.class);
        int urgent = 0;
        int count = 400;
        for (int i = 0; i < count; i++) {
            Phantom phantom = Phantom.of(SEED, i, 64);
            views.merge(phantom.view(), 1, Integer::sum);
            formats.merge(phantom.format(), 1, Integer::sum);
            urgent += phantom.urgent() ? 1 : 0;
        }

        assertThat(views.get(View.PA)).isBetween(150, 230);
        assertThat(views.get(View.AP)).isBetween(100, 180);
        assertThat(views.get(View.LATERAL)).isBetween(45, 105);
        assertThat(formats.get(FileFormat.JPEG)).isBetween(240, 320);
        assertThat(formats.get(FileFormat.PNG_8_BIT)).isBetween(60, 130);
        assertThat(formats.get(FileFormat.PNG_16_BIT)).isBetween(12, 50);
        assertThat(urgent).isBetween(20, 65);
    }

    @Test
    void hasASizeOfItsOwnUnlessOneIsAskedFor() {
        Set<Integer> sides =
                IntStream.range(0, 12)
                        .mapToObj(i -> Phantom.of(SEED, i))
                        .map(phantom -> Math.max(phantom.width(), phantom.height()))
                        .collect(Collectors.toSet());

        assertThat(sides).hasSizeGreaterThan(6).allMatch(side -> side >= 511 && side <= 1401);
        Phantom asked = Phantom.of(SEED, 3, 300);
        assertThat(Math.max(asked.width(), asked.height())).isCloseTo(300, within(1));
    }

    @Test
    void showsTheSameChestAtAnySize() {
        Phantom small = Phantom.of(SEED, 0, 200);
        Phantom large = Phantom.of(SEED, 0, 800);

        assertThat(large.view()).isEqualTo(small.view());
        assertThat(large.findings()).hasSameSizeAs(small.findings());
        assertThat(mean(large, 0, 0, large.width(), large.height()))
                .isCloseTo(mean(small, 0, 0, small.width(), small.height()), within(600.0));
    }

    @ParameterizedTest
    @EnumSource
    void boxesLieInTheImageAndHoldWhatTheConditionDoes(Condition condition) {
        Map<Condition, Set<FindingKind>> kinds =
                Map.of(
                        Condition.normal, EnumSet.noneOf(FindingKind.class),
                        Condition.pneumonia, EnumSet.of(FindingKind.consolidation),
                        Condition.covid, EnumSet.of(FindingKind.ground_glass),
                        Condition.tuberculosis, EnumSet.of(FindingKind.nodules, FindingKind.cavity),
                        Condition.other,
                                EnumSet.of(
                                        FindingKind.effusion,
                                        FindingKind.mass,
                                        FindingKind.cardiomegaly));
        Set<FindingKind> seen = EnumSet.noneOf(FindingKind.class);
        for (int i = 0; i < 60; i++) {
            Phantom phantom = Phantom.of(SEED, i, 160, condition);
            for (Finding finding : phantom.findings()) {
                seen.add(finding.kind());
                assertThat(finding.x1()).isBetween(0, finding.x2() - 4);
                assertThat(finding.y1()).isBetween(0, finding.y2() - 4);
                assertThat(finding.x2()).isLessThanOrEqualTo(phantom.width());
                assertThat(finding.y2()).isLessThanOrEqualTo(phantom.height());
            }
            assertThat(phantom.findings().isEmpty()).isEqualTo(condition == Condition.normal);
        }
        assertThat(seen).isEqualTo(kinds.get(condition));
    }

    /** And nothing outside of all boxes is, so that a box holds all there is to see. */
    @Test
    void boxesAreBrighterThanTheSamePlaceOfTheSameChestWithoutThem() {
        int size = 320;
        for (int i = 0; i < 60; i++) {
            Phantom ill = Phantom.of(SEED, i, size);
            Phantom well = Phantom.of(SEED, i, size, Condition.normal);
            if (ill.condition() == Condition.normal) {
                continue;
            }
            double inside = 0;
            for (Finding box : ill.findings()) {
                double gained =
                        mean(ill, box.x1(), box.y1(), box.x2(), box.y2())
                                - mean(well, box.x1(), box.y1(), box.x2(), box.y2());
                assertThat(gained).as("phantom %d, %s", i, box).isGreaterThan(0.008 * 65535);
                inside += gained * (box.x2() - box.x1()) * (box.y2() - box.y1());
            }
            double all =
                    (mean(ill, 0, 0, ill.width(), ill.height())
                                    - mean(well, 0, 0, ill.width(), ill.height()))
                            * ill.width()
                            * ill.height();
            assertThat(inside).as("phantom %d", i).isGreaterThan(0.75 * all);
        }
    }

    @Test
    void covidLiesInBothLungsAndPneumoniaInOne() {
        for (int i = 0; i < 40; i++) {
            Phantom covid = Phantom.of(SEED, i, 160, Condition.covid);
            if (covid.view() != View.LATERAL) {
                assertThat(sides(covid)).isEqualTo(2);
                assertThat(sides(Phantom.of(SEED, i, 160, Condition.pneumonia))).isEqualTo(1);
            }
        }
    }

    @Test
    void somePatientsHaveSeveralStudiesAndLaterOnesAreLater() {
        Map<String, Integer> studies = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Phantom phantom = Phantom.of(SEED, i, 64);
            studies.merge(phantom.patientId(), 1, Integer::sum);
            assertThat(Phantom.of(SEED, i + 1, 64).takenAt()).isAfter(phantom.takenAt());
        }

        assertThat(studies.size()).isBetween(40, 80);
        assertThat(studies.values()).anyMatch(count -> count >= 3).contains(1, 2);
    }

    @Test
    void eightBitsAreSixteenDividedBy257() {
        Phantom phantom = Phantom.of(SEED, 0, 100);
        for (int y = 0; y < phantom.height(); y += 7) {
            for (int x = 0; x < phantom.width(); x++) {
                assertThat(phantom.grey8(x, y))
                        .isEqualTo((int) Math.round(phantom.grey16(x, y) / 257.0));
            }
        }
    }

    @Test
    void refusesWhatIsNoPhantom() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phantom.of(SEED, -1))
                .withMessage("expected an index of 0 or more, came -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phantom.of(SEED, 0, 63))
                .withMessage("expected a longer side of 64 to 8192 pixels, came 63");
        assertThatIllegalArgumentException().isThrownBy(() -> Phantom.of(SEED, 0, 8193));
    }

    private static long sides(Phantom phantom) {
        return phantom.findings().stream()
                .map(box -> box.x1() + box.x2() < phantom.width())
                .distinct()
                .count();
    }

    private static double mean(Phantom phantom, int x1, int y1, int x2, int y2) {
        double sum = 0;
        for (int y = y1; y < y2; y++) {
            for (int x = x1; x < x2; x++) {
                sum += phantom.grey16(x, y);
            }
        }
        return sum / ((double) (x2 - x1) * (y2 - y1));
    }

    private static long checksum(Phantom phantom) {
        CRC32 checksum = new CRC32();
        for (int y = 0; y < phantom.height(); y++) {
            for (int x = 0; x < phantom.width(); x++) {
                checksum.update(phantom.grey16(x, y) >>> 8);
                checksum.update(phantom.grey16(x, y));
            }
        }
        return checksum.getValue();
    }
}

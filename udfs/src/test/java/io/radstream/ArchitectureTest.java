package io.radstream;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.functions.Function;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.operators.StreamOperator;

/** Who may know whom: the design's rules for the steps. */
@AnalyzeClasses(packages = "io.radstream", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String RECORD = "io.radstream.record..";
    private static final String STORAGE = "io.radstream.storage..";
    private static final String IMAGE = "io.radstream.image..";
    private static final String TRITON = "io.radstream.inference.triton..";

    private static final String[] GENERATED = {RECORD, "io.radstream.inference.triton.protocol.."};

    @ArchTest static final ArchRule EVENT = stepKnows("io.radstream.event..", RECORD, STORAGE);
    @ArchTest static final ArchRule STUDY = stepKnows("io.radstream.study..", RECORD, STORAGE);
    @ArchTest static final ArchRule SIDECAR = stepKnows("io.radstream.sidecar..", RECORD, STORAGE);
    @ArchTest static final ArchRule PRIORS = stepKnows("io.radstream.priors..", RECORD, STORAGE);
    @ArchTest static final ArchRule RESULT = stepKnows("io.radstream.result..", RECORD, STORAGE);

    @ArchTest
    static final ArchRule TELEMETRY = stepKnows("io.radstream.telemetry..", RECORD, STORAGE);

    @ArchTest
    static final ArchRule INFERENCE = stepKnows("io.radstream.inference..", RECORD, STORAGE, IMAGE);

    @ArchTest static final ArchRule RECORDS_KNOW_NOBODY = stepKnows(RECORD);
    @ArchTest static final ArchRule STORAGE_KNOWS_RECORDS = stepKnows(STORAGE, RECORD);
    @ArchTest static final ArchRule IMAGES_KNOW_NOBODY = stepKnows(IMAGE);

    /** Of RadStream's own packages; what it needs of others is further down. */
    private static ArchRule stepKnows(String step, String... others) {
        List<String> known = new ArrayList<>(List.of(others));
        known.add(step);
        return noClasses()
                .that()
                .resideInAPackage(step)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.radstream..")
                                .and(resideOutsideOfPackages(known.toArray(String[]::new))));
    }

    @ArchTest
    static final ArchRule THE_PORT_DOES_NOT_KNOW_ITS_CLIENT =
            noClasses()
                    .that()
                    .resideInAPackage("io.radstream.inference")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(TRITON);

    @ArchTest
    static final ArchRule THE_JOB_IS_UNKNOWN =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.radstream.job..", "io.radstream.local..");

    @ArchTest
    static final ArchRule GRPC_IN_ONE_PACKAGE =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(TRITON)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.grpc..", "com.google.protobuf..", "io.netty..");

    @ArchTest
    static final ArchRule NO_CONNECTORS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "software.amazon..",
                            "com.amazonaws..",
                            "org.apache.flink.kinesis..",
                            "org.apache.flink.streaming.connectors..",
                            "org.apache.flink.connector..",
                            "org.apache.flink.table..",
                            "org.apache.iceberg..",
                            "org.apache.hadoop..");

    /** Whatever else a step needs is a decision; this is the list of those that were made. */
    @ArchTest
    static final ArchRule FEW_LIBRARIES =
            classes()
                    .that()
                    .resideOutsideOfPackage(TRITON)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.radstream..",
                            "java..",
                            "javax.crypto..",
                            "javax.imageio..",
                            "org.slf4j..",
                            "org.apache.avro..",
                            "org.apache.flink.api..",
                            "org.apache.flink.metrics..",
                            "org.apache.flink.streaming.api..",
                            "org.apache.flink.streaming.runtime.streamrecord..",
                            "org.apache.flink.streaming.runtime.tasks..",
                            "org.apache.flink.util..",
                            "com.fasterxml.jackson..",
                            "dev.failsafe..",
                            "io.airlift..");

    @ArchTest
    static final ArchRule SKETCHES_IN_TELEMETRY =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.radstream.telemetry..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.airlift..");

    @ArchTest
    static final ArchRule NO_UNNAMED_PLACES =
            noClasses()
                    .should()
                    .resideInAnyPackage(
                            "..util..", "..utils..", "..common..", "..helper..", "..helpers..")
                    .orShould()
                    .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager)");

    /** What a step needs is in its signature, not looked up in a map. */
    @ArchTest
    static final ArchRule STEPS_TAKE_PLAIN_ARGUMENTS =
            constructors()
                    .that()
                    .areDeclaredInClassesThat(runInFlink())
                    .should(takeNoMap())
                    .andShould()
                    .beDeclaredInClassesThat()
                    .haveModifier(JavaModifier.FINAL);

    private static DescribedPredicate<JavaClass> runInFlink() {
        return JavaClass.Predicates.assignableTo(Function.class)
                .or(JavaClass.Predicates.assignableTo(StreamOperator.class));
    }

    private static ArchCondition<JavaConstructor> takeNoMap() {
        return new ArchCondition<>("take no map of settings") {
            @Override
            public void check(JavaConstructor constructor, ConditionEvents events) {
                boolean takesMap =
                        constructor.getRawParameterTypes().stream()
                                .anyMatch(
                                        type ->
                                                type.isAssignableTo(Map.class)
                                                        || type.isAssignableTo(Properties.class)
                                                        || type.isAssignableTo(
                                                                ReadableConfig.class));
                events.add(
                        new SimpleConditionEvent(
                                constructor, !takesMap, constructor.getDescription()));
            }
        };
    }

    @ArchTest
    static final ArchRule NO_STATIC_STATE =
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat(resideOutsideOfPackages(GENERATED))
                    .should()
                    .beFinal();

    @ArchTest
    static final ArchRule NO_REFLECTION =
            noClasses()
                    .that(resideOutsideOfPackages(GENERATED))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("java.lang.reflect..")
                    .orShould()
                    .callMethod(Class.class, "forName", String.class);

    @ArchTest
    static final ArchRule NO_SURPRISING_HEIRS =
            classes()
                    .that(resideOutsideOfPackages(GENERATED))
                    .and()
                    .areTopLevelClasses()
                    .and()
                    .areNotInterfaces()
                    .and()
                    .areNotEnums()
                    .and()
                    .doNotHaveModifier(JavaModifier.ABSTRACT)
                    .should()
                    .haveModifier(JavaModifier.FINAL);
}

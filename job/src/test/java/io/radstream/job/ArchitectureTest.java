package io.radstream.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.radstream.record.Reject;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/** The design's rules of dependency, of steps and job together. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.radstream");

    private static final DescribedPredicate<JavaClass> RECORDS =
            resideInAPackage("io.radstream.record");

    private static final String[] EXTERNAL = {
        "software.amazon..",
        "com.amazonaws..",
        "org.apache.flink.streaming.connectors.kinesis..",
        "org.apache.flink.connector.kinesis..",
        "org.apache.iceberg..",
        "org.apache.hadoop..",
        "org.apache.flink.connector.file..",
        "org.apache.flink.table..",
        "java.sql..",
        "org.sqlite.."
    };

    @Test
    void externalSystemsAreMetInConnectAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.radstream.job.connect..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(EXTERNAL))
                .check(CLASSES);
    }

    @Test
    void eachConnectorStandsAlone() {
        slices().matching("io.radstream.job.connect.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    /** Iceberg's bundle of the AWS SDK is the S3 connector's too: one SDK in the job. */
    @Test
    void onlyTheIcebergConnectorKnowsIceberg() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.radstream.job.connect.iceberg..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.apache.iceberg..", "org.apache.hadoop..")
                                .and(not(resideInAPackage("org.apache.iceberg.aws.shaded.."))))
                .check(CLASSES);
    }

    /** Its ends come in as functions over streams. */
    @Test
    void theTopologyKnowsNoConnector() {
        noClasses()
                .that()
                .resideInAPackage("io.radstream.job")
                .and()
                .haveSimpleNameNotStartingWith("RadStream")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "io.radstream.job.connect..", "io.radstream.job.cloud.."))
                .check(CLASSES);
    }

    /** What can be set is known without those who are set. */
    @Test
    void theConfigurationKnowsNobody() {
        noClasses()
                .that()
                .resideInAPackage("io.radstream.job.config..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.radstream..")
                                .and(not(resideInAPackage("io.radstream.job.config.."))))
                .check(CLASSES);
    }

    /** A connector and a step take plain arguments: only the cloud's wiring reads settings. */
    @Test
    void onlyTheWiringReadsSettings() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.radstream.job.config..", "io.radstream.job.cloud..")
                .and()
                .doNotHaveSimpleName("RadStreamJob")
                .and()
                .doNotHaveSimpleName("RadStreamTables")
                .and()
                .doNotHaveSimpleName("Console")
                .should()
                .dependOnClassesThat(resideInAPackage("io.radstream.job.config.."))
                .check(CLASSES);
    }

    @Test
    void stepsNeverSeeTheJob() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.radstream.job..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.radstream.job.."))
                .check(CLASSES);
    }

    @Test
    void grpcIsSpokenInTritonAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.radstream.inference.triton..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.grpc..", "com.google.protobuf.."))
                .check(CLASSES);
    }

    @Test
    void noPackageIsADrawer() {
        classes()
                .should()
                .resideOutsideOfPackages(
                        "..util..", "..utils..", "..common..", "..helper..", "..helpers..")
                .check(CLASSES);
    }

    /** With object reuse on, what one operator changes, others see. */
    @Test
    void nobodyChangesARecord() {
        CHANGES_NO_RECORD.check(CLASSES);
        JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
        assertThat(CHANGES_NO_RECORD.evaluate(offender).hasViolation()).as("the control").isTrue();
    }

    private static final ArchRule CHANGES_NO_RECORD =
            noClasses()
                    .that(resideInAPackage("io.radstream..").and(not(RECORDS)))
                    .should()
                    .callMethodWhere(
                            target(owner(assignableTo(SpecificRecordBase.class)))
                                    .and(target(nameMatching("set[A-Z].*|put"))));

    static final class Offender {
        static void change(Reject reject) {
            reject.setMessage("changed");
        }
    }
}

package io.radstream.job.connect.kinesis;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;

@AnalyzeClasses(packages = "io.radstream.job", importOptions = DoNotIncludeTests.class)
final class KinesisPackageTest {

    private static final DescribedPredicate<JavaClass> THE_ONE_FILE =
            belongTo(equivalentTo(KinesisEvents.class));

    @ArchTest
    static final ArchRule onlyOneFileNamesTheConsumer =
            noClasses()
                    .that(DescribedPredicate.not(THE_ONE_FILE))
                    .should()
                    .dependOnClassesThat(name(FlinkKinesisConsumer.class.getName()))
                    .because("another connector is to be a one-file change");

    @ArchTest
    static final ArchRule onlyThisPackageKnowsTheConnector =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.radstream.job.connect.kinesis")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink.streaming.connectors.kinesis..",
                            "org.apache.flink.kinesis.shaded..",
                            "software.amazon.awssdk.services.kinesis..");
}

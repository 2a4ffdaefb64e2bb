package io.radstream.image;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class PackageRulesTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.radstream.image");

    @Test
    void theJdkIsAllThatIsNeeded() {
        ArchRuleDefinition.classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.radstream.image",
                        "java.lang..",
                        "java.io",
                        "java.nio..",
                        "java.util..",
                        "java.awt.image",
                        "javax.imageio..")
                .check(CLASSES);
    }

    /** Files would leave pixels of patients on a worker's disk. */
    @Test
    void nothingTouchesTheFileSystem() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .check(CLASSES);
    }
}

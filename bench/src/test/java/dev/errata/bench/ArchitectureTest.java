package dev.errata.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.bench");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.errata.(bench..)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void harness_knowsNoBenchmark() {
        noClasses()
                .that()
                .resideInAPackage("dev.errata.bench")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.errata.bench.*..", "dev.errata.gateway..", "dev.errata.embedded..", "org.apache..")
                .check(classes);
    }
}

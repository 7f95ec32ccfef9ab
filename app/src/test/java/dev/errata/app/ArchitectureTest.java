package dev.errata.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.app");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.errata.app.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void onlyTheNode_knowsServersAndStores() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.errata.app.node..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.errata.embedded..",
                        "dev.errata.gateway..",
                        "dev.errata.streams..",
                        "dev.errata.store..",
                        "dev.errata.api..",
                        "dev.errata.http..",
                        "java.sql..",
                        "org.apache..")
                .check(classes);
    }

    @Test
    void time_comesInThroughTheDoor() {
        noClasses().should().callMethod(Instant.class, "now").check(classes);
    }
}

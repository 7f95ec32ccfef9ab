package dev.errata.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses contract = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.contract");

    @Test
    void classes_ofTheModule_areImported() {
        assertThat(contract).hasSizeGreaterThan(0);
    }

    @Test
    void contract_dependsOn_javaJspecifyAndJacksonOnly() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.errata.contract..",
                        "java..",
                        "org.jspecify.annotations..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..")
                .check(contract);
    }

    @Test
    void packages_dependOnEachOther_withoutCycles() {
        slices().matching("dev.errata.(**)").should().beFreeOfCycles().check(contract);
    }
}

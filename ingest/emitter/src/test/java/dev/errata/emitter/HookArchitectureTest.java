package dev.errata.emitter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HookArchitectureTest {
    private final JavaClasses emitter = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.emitter");

    @Test
    void classes_ofTheModule_areImported() {
        assertThat(emitter).hasSizeGreaterThan(0);
    }

    @Test
    void capture_needsNoClientLibrary() {
        classes()
                .that()
                .resideInAPackage("dev.errata.emitter.capture..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.errata.emitter",
                        "dev.errata.emitter.capture..",
                        "dev.errata.contract..",
                        "java..",
                        "javax.net.ssl..",
                        "org.jspecify.annotations..")
                .check(emitter);
    }

    @Test
    void clientLibraries_areNeededByTheirHooksOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.errata.emitter.okhttp..", "dev.errata.emitter.anthropic..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("okhttp3..", "okio..", "com.anthropic..")
                .check(emitter);
    }

    @Test
    void packages_dependOnEachOther_withoutCycles() {
        slices().matching("dev.errata.emitter.(**)").should().beFreeOfCycles().check(emitter);
    }
}

package dev.errata.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.http");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void webServer_knowsNoOtherModule_norDatabaseNorKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.errata.contract..",
                        "dev.errata.gateway..",
                        "dev.errata.api..",
                        "java.sql..",
                        "org.apache..")
                .check(classes);
    }

    @Test
    void ids_comeFromSecureRandom() {
        noClasses().should().dependOnClassesThat().belongToAnyOf(Random.class).check(classes);
    }
}

package dev.errata.http;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
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

    @Test
    void access_knowsNoHttp() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.errata.http.access..", "dev.errata.http.limit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.javalin..", "jakarta.servlet..", "org.eclipse.jetty..")
                .check(classes);
    }

    @Test
    void hashes_areComparedInConstantTime() {
        noClasses()
                .that()
                .resideInAPackage("dev.errata.http.access..")
                .should()
                .callMethod(String.class, "equals", Object.class)
                .orShould()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .because("S2: MessageDigest.isEqual takes the same time wherever two hashes differ")
                .check(classes.that(DescribedPredicate.not(simpleName("Scope"))));
    }
}

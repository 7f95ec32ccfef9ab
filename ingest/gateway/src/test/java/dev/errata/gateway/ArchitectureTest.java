package dev.errata.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ObjectInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.gateway");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void gateway_knowsNeitherDatabase_norStreams_norAnalytics() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka.streams..",
                        "dev.errata.core..",
                        "dev.errata.store..",
                        "dev.errata.streams..",
                        "dev.errata.api..")
                .check(classes);
    }

    @Test
    void otlp_knowsNothingOfTheGatewayAroundIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.errata.gateway.otlp")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.errata.gateway", "org.apache.kafka..", "io.javalin..")
                .check(classes);
    }

    @Test
    void gateway_neverDeserialisesObjects_norParsesXml() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml..", "org.w3c..", "org.xml..")
                .check(classes);
    }

    @Test
    void time_comesFromTheInjectedClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(classes);
    }
}

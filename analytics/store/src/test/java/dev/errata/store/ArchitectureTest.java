package dev.errata.store;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses store = production("dev.errata.store");
    private final JavaClasses rules = production("dev.errata.contract", "dev.errata.core");

    private static JavaClasses production(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(packages);
    }

    @Test
    void import_ofTheModules_findsClasses() {
        assertThat(store).hasSizeGreaterThan(20);
        assertThat(rules).hasSizeGreaterThan(20);
    }

    @Test
    void store_knowsNeitherHttp_norStreams() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..",
                        "io.javalin..",
                        "org.apache.kafka.streams..",
                        "dev.errata.http",
                        "dev.errata.http.limit..",
                        "dev.errata.streams..",
                        "dev.errata.api..")
                .check(store);
    }

    @Test
    void contractAndCore_speakNoSql() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .check(rules);
    }

    @Test
    void time_comesFromTheRecords() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(store);
    }
}

package dev.errata.notify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void notify_knowsNeitherSqlNorKafka_norAnotherWayOut() {
        var classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.errata.notify");

        assertThat(classes).hasSizeGreaterThan(5);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javax.sql..",
                        "org.jdbi..",
                        "org.postgresql..",
                        "org.apache.kafka..",
                        "java.net.http..",
                        "io.javalin..",
                        "dev.errata.store.sink..",
                        "dev.errata.store.query..",
                        "dev.errata.streams..",
                        "dev.errata.api..")
                .check(classes);
    }
}

package dev.errata.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.api");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void api_speaksNeitherSqlNorKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "javax.sql..",
                        "org.jdbi..",
                        "org.postgresql..",
                        "org.apache.kafka..",
                        "dev.errata.store.sink..")
                .check(classes);
    }

    @Test
    void console_putsTextInAsTextOnly() throws IOException, URISyntaxException {
        var resource = Objects.requireNonNull(Api.class.getResource("console"));
        try (var files = Files.list(Path.of(resource.toURI()))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                            .doesNotContain("style=", "<style", "onclick=", "http://unpkg", "https://"));
        }
    }
}

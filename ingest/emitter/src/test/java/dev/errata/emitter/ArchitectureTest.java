package dev.errata.emitter;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.errata.emitter.internal.transport.KafkaTransport;
import java.io.ObjectInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.errata.emitter");

    @Test
    void import_ofThisModule_findsClasses() {
        assertThat(classes).isNotEmpty();
    }

    @Test
    void kafka_isTouchedByItsTransportAlone_soThatOthersNeedNoKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.errata.emitter.internal.transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(classes);
        classes()
                .that()
                .areAssignableTo(KafkaTransport.class)
                .should()
                .onlyHaveDependentClassesThat()
                .haveSimpleNameStartingWith("ErrataBuilder")
                .orShould()
                .haveSimpleName("KafkaTransport")
                .check(classes);
    }

    @Test
    void emitter_knowsNothingOfTheServer() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.sql..",
                        "org.apache.kafka.streams..",
                        "dev.errata.http..",
                        "dev.errata.gateway..",
                        "dev.errata.core..",
                        "dev.errata.embedded..")
                .check(classes);
    }

    @Test
    void spoolAndTransports_doNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.errata.emitter.internal.spool")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.errata.emitter.internal.transport")
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage("dev.errata.emitter.internal.transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.errata.emitter.internal.spool")
                .check(classes);
    }

    @Test
    void emitter_neverDeserialisesObjects_norParsesXml() {
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
                .check(classes);
    }

    /** How long a call took is measured where it is seen; nothing that is sent on is decided by that. */
    @Test
    void elapsedTime_isMeasuredByTheHooksAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.errata.emitter.capture..", "dev.errata.emitter.okhttp..")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(classes);
    }
}

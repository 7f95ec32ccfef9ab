package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing runs; an Errata that runs is looked at by DeadLetterIT. */
class DoctorCommandTest extends CommandFixture {
    @TempDir
    Path data;

    @Test
    void doctor_whereNothingRuns_saysWhatToDo_andExits5() throws IOException {
        assertThat(console.run(flags())).isEqualTo(5);
        assertThat(console.out())
                .contains("ok    java            Java 25")
                .contains("ok    data directory  " + data + " can be written")
                .contains("warn  web port        nobody answers at 127.0.0.1:")
                .contains("fail  kafka           Kafka at 127.0.0.1:")
                .contains("                      -> is it running? --kafka-bootstrap-servers")
                .contains("skip  ticks           without Kafka")
                .contains("fail  postgres        Postgres at jdbc:postgresql://127.0.0.1:")
                .contains("skip  partitions      without Postgres")
                .contains("skip  sinks           without Kafka");
    }

    private String[] flags() throws IOException {
        return new String[] {
            "doctor",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(freePort()),
            "--kafka-bootstrap-servers",
            "127.0.0.1:" + freePort(),
            "--postgres-port",
            Integer.toString(freePort())
        };
    }
}

package dev.errata.bench.detection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private final Generator generator = new Generator(new Stream(7, 1, 60, 8, 2));

    /** Rows, errors and a checksum of what the generator in Python writes for the same stream. */
    @Test
    void run_isTheStreamOfTheGeneratorInPython() {
        var counter = new Counter();

        generator.run(counter);

        assertThat(counter.rows).isEqualTo(82_458);
        assertThat(counter.errors).isEqualTo(27_584);
        assertThat(counter.elsewhere).isEqualTo(9762);
        assertThat(counter.checksum.getValue()).isEqualTo(454_134_773L);
    }

    @Test
    void run_tellsWhatTheOracleNeeded() {
        generator.run(new Counter());

        assertThat(generator.plan().incidents.stream()
                        .sorted(Comparator.comparingDouble(incident -> incident.onset))
                        .map(Incident::oracleSeconds))
                .containsExactly(80.0, 63.0, 35.0, 81.0, 1842.0, 16.0, 23.0, 76.0);
    }

    private static final class Counter implements Generator.Listener {
        private final CRC32 checksum = new CRC32();
        private int rows;
        private int errors;
        private int elsewhere;

        @Override
        public void bin(int start, World.Series series, Generator.Counts counts) {
            rows++;
            errors += counts.errors();
            elsewhere += counts.elsewhere();
            checksum.update("%d,%s,%s,%d,%d\n"
                    .formatted(start, series.code.name(), series.model.name, counts.errors(), counts.requests())
                    .getBytes(UTF_8));
        }

        @Override
        public void endOfBin(int start) {
            // nothing to close
        }
    }
}

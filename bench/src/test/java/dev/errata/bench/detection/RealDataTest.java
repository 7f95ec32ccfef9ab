package dev.errata.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The floors that the project holds itself to, on data that nobody here made. */
class RealDataTest {
    @Test
    void petShop_issuesAreFound_andTheQuietRunIsQuiet() throws IOException {
        var petShop = PetShop.run();

        assertThat(petShop.issues()).isEqualTo(16);
        assertThat(petShop.found()).isGreaterThanOrEqualTo(14);
        assertThat(petShop.falseAlarms()).isLessThanOrEqualTo(1);
    }

    @Test
    void squeeze_rootCauses_areNamed() throws IOException {
        var all = Objects.requireNonNull(Squeeze.run().tallies().get("all"));

        assertThat(all.cases()).isEqualTo(30);
        assertThat(all.f1()).isGreaterThan(0.95);
    }

    @Test
    void nab_asAnHonestStream_isAboveTheBestPublishedOne() throws IOException {
        assertThat(Objects.requireNonNull(Nab.run().scores().get("standard"))).isGreaterThan(58.3);
    }
}

package dev.errata.contract;

import dev.errata.contract.fingerprint.FingerprintFuzz;
import dev.errata.contract.normalise.NormaliserFuzz;
import dev.errata.contract.redact.RedactorFuzz;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What fuzzing has found stays right. */
class FuzzReplayTest {

    @Test
    void normaliser_corpus_passes() throws IOException {
        FuzzCorpus.replay("normaliser", NormaliserFuzz::fuzzerTestOneInput);
    }

    @Test
    void codecs_corpus_pass() throws IOException {
        FuzzCorpus.replay("codecs", CodecsFuzz::fuzzerTestOneInput);
    }

    @Test
    void redactor_corpus_passes() throws IOException {
        FuzzCorpus.replay("redactor", RedactorFuzz::fuzzerTestOneInput);
    }

    @Test
    void fingerprint_corpus_passes() throws IOException {
        FuzzCorpus.replay("fingerprint", FingerprintFuzz::fuzzerTestOneInput);
    }
}

package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final String CLEARED = "\r\u001b[K";

    private final StringWriter err = new StringWriter();

    @Test
    void part_onATerminal_isABarThatIsGoneInTheEnd() {
        try (var progress = new Progress(new PrintWriter(err), new Terminal(80, true, false))) {
            progress.part(1, 2);
            progress.part(50, 100);
            progress.part(7, 0);
        }

        assertThat(err.toString())
                .isEqualTo(CLEARED + "  [###############···············]  50 %" + CLEARED
                        + "  [##############################] 100 %" + CLEARED);
    }

    @Test
    void part_elsewhere_isNothing() {
        try (var progress = new Progress(new PrintWriter(err), Terminal.NONE)) {
            progress.part(1, 2);
            progress.count(100, "failures");
        }

        assertThat(err.toString()).isEmpty();
    }
}

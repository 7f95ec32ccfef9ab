package dev.errata.api.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.ticket.Alike;
import dev.errata.core.ticket.ErrorRate;
import dev.errata.core.ticket.FailureKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadSectionTest {

    @Test
    void sentence_whereTooManyWereLookedAt_doesNotSayThatItIsTheOnlyOne() {
        assertThat(sentence(0, true)).contains("too many failures of this kind").doesNotContain("only");
        assertThat(sentence(1, false)).contains("the only failure of its kind");
    }

    @Test
    void rate_whereTooFewErrorsAreCovered_isUnknown_andSaysWhy() {
        var ticket = TicketExamples.outage();
        var kind = ticket.kinds().getFirst();
        var rate = kind.rate().orElseThrow();
        var unknown = new ErrorRate(rate.from(), rate.to(), 30, 1_000L, false);
        var blind = new FailureKind(
                kind.example(), kind.count(), kind.meaning(), kind.near(), kind.day(), Optional.of(unknown));

        assertThat(unknown.rate()).isNull();
        assertThat(new SpreadSection(ticket, new PlainText()).sentence(blind)).doesNotContain("%");
        assertThat(SpreadSection.rate(unknown))
                .contains("too few of our failures")
                .doesNotContain("%");
    }

    private static String sentence(long count, boolean isFloor) {
        var ticket = TicketExamples.outage();
        var kind = ticket.kinds().getFirst();
        var near = new Alike(kind.near().from(), kind.near().to(), count, isFloor, null, null, List.of(), List.of());
        var lonely = new FailureKind(kind.example(), kind.count(), kind.meaning(), near, kind.day(), kind.rate());
        return new SpreadSection(ticket, new PlainText()).sentence(lonely);
    }
}

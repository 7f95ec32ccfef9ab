package dev.errata.core.monitor;

import dev.errata.contract.InvalidRecordException;
import dev.errata.core.incident.Incident;
import dev.errata.core.incident.IncidentCodec;
import dev.errata.core.incident.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** An incident that has not ended, with what is remembered of it beside what was told. */
final class OpenIncident {
    /** So often it is told how many errors there have been. */
    private static final long NEWS_SECONDS = 60;

    /** It is explained anew when it has lasted so long, and no two explanations are nearer: the first window says little. */
    private static final long MORE_EVIDENCE = 30;

    /**
     * So often it is explained anew while it goes on: that may take a while, and holds up all that is judged after it. With
     * a revision that there is anyway, when nothing else happens.
     */
    private static final long EXPLAINED_SECONDS = 3 * NEWS_SECONDS;

    /** What releases wrote that explained an incident twice and never again. */
    private static final long NEVER = Long.MAX_VALUE;

    /** As it was told last. */
    Incident told;

    Phase phase;

    /** Errors since it started, and the most in a window, so far. */
    long errors;

    long peak;

    /** Start of the last window that was abnormal. */
    long lastHot;

    /** The window from which on it is explained anew without another reason. */
    private long explainAt;

    /** The one that it is about, then those that stood out with it. */
    final List<Series> members;

    /** One that opens with that window, which is explained. */
    OpenIncident(Incident told, Phase phase, long window, List<Series> members) {
        this(told, phase, window, window + MORE_EVIDENCE, members);
    }

    private OpenIncident(Incident told, Phase phase, long lastHot, long explainAt, List<Series> members) {
        this.told = told;
        this.phase = phase;
        this.errors = told.evidence().errors();
        this.peak = told.evidence().peak();
        this.lastHot = lastHot;
        this.explainAt = explainAt;
        this.members = new ArrayList<>(members);
    }

    Series scope() {
        return members.getFirst();
    }

    /** What others have to share with it to belong to it. */
    Collection<Series> core() {
        return scope().kind.isTelling()
                ? members.stream().filter(member -> member.kind.isTelling()).toList()
                : List.of(scope());
    }

    /** Whether it is time to tell how many errors there have been since it was told last. */
    boolean isTimeForNews(Instant at) {
        return hasMoreErrors()
                && !told.times().updatedAt().plusSeconds(NEWS_SECONDS).isAfter(at);
    }

    private boolean hasMoreErrors() {
        return told.evidence().errors() != errors;
    }

    /**
     * Whether it is explained anew with that window: half a minute after it opened, when it is worse, when others joined it
     * or half a minute later, and every few minutes. Not while it seems to be over, for then less and less is wrong with it.
     */
    boolean isToBeExplained(boolean isWorse, boolean isGrown, long window) {
        if (!(phase instanceof Phase.Open)) {
            return false;
        }
        var isSoon = explainAt > window && explainAt <= window + MORE_EVIDENCE;
        return isWorse || (isGrown && !isSoon) || (explainAt <= window && hasMoreErrors());
    }

    /** It was explained with that window, in which it had changed or not: of what has just begun there is little to see. */
    void explained(boolean hasChanged, long window) {
        explainAt = window + (hasChanged ? MORE_EVIDENCE : EXPLAINED_SECONDS);
    }

    byte[] toBytes() {
        return Pack.write(out -> {
            Pack.block(out, IncidentCodec.encode(told));
            out.writeBoolean(phase instanceof Phase.Recovering);
            out.writeLong(errors);
            out.writeLong(peak);
            out.writeLong(lastHot);
            out.writeLong(explainAt);
            out.writeInt(members.size());
            for (var member : members) {
                Pack.text(out, member.name);
            }
        });
    }

    static OpenIncident read(byte[] bytes, SeriesNames names) {
        return Pack.read(bytes, in -> {
            var told = incident(Pack.block(in));
            var recovering = in.readBoolean();
            var errors = in.readLong();
            var peak = in.readLong();
            var lastHot = in.readLong();
            var written = in.readLong();
            var explainAt = written == NEVER ? lastHot : written;
            var members = new ArrayList<Series>();
            for (int left = in.readInt(); left > 0; left--) {
                members.add(names.named(Pack.text(in)));
            }
            var incident =
                    new OpenIncident(told, phase(recovering, told.times().openedAt()), lastHot, explainAt, members);
            incident.errors = errors;
            incident.peak = peak;
            return incident;
        });
    }

    private static Phase phase(boolean recovering, Instant since) {
        return recovering ? new Phase.Recovering(since) : new Phase.Open(since);
    }

    private static Incident incident(byte[] json) {
        try {
            return IncidentCodec.decode(json);
        } catch (InvalidRecordException e) {
            throw new IllegalStateException("the table holds something else than an incident", e);
        }
    }
}

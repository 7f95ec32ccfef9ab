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
    static final long NEVER = Long.MAX_VALUE;

    /** As it was told last. */
    Incident told;

    Phase phase;

    /** Errors since it started, and the most in a window, so far. */
    long errors;

    long peak;

    /** Start of the last window that was abnormal. */
    long lastHot;

    /** The window with which it will be explained anew. */
    long explainAt;

    /** The one that it is about, then those that stood out with it. */
    final List<Series> members;

    OpenIncident(Incident told, Phase phase, long lastHot, long explainAt, List<Series> members) {
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
            var explainAt = in.readLong();
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

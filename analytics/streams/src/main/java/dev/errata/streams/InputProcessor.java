package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.core.Verdict;
import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns what stands in one raw partition into partials, keyed by project. Ticks pass as ticks; what the verdict does not
 * count goes no further, since the sinks deal with it.
 */
abstract class InputProcessor extends ContextualProcessor<byte[], byte[], String, Partial> {
    /** Ticks belong to no project; the router sends them everywhere. */
    private static final String NO_PROJECT = "";

    private final RawTopics topics;

    InputProcessor(RawTopics topics) {
        this.topics = topics;
    }

    @Override
    public void process(Record<byte[], byte[]> raw) {
        if (raw.headers().lastHeader(Topics.TICK_HEADER) != null) {
            forward(raw, NO_PROJECT, new Partial.Tick());
            return;
        }
        var resend = raw.headers().lastHeader(Topics.RESEND_HEADER) != null;
        var owner = topics.projectOf(context().recordMetadata().orElseThrow().topic());
        counted(new Verdict.Raw(raw.value(), resend, Instant.ofEpochMilli(raw.timestamp()), owner))
                .ifPresent(counted -> forward(raw, counted.project(), counted.content()));
    }

    /** What the record adds to the cube; empty if nothing. */
    abstract Optional<Counted> counted(Verdict.Raw raw);

    /** A part of the cube and the project whose cube it is. */
    record Counted(String project, Content content) {}

    private void forward(Record<byte[], byte[]> raw, String project, Content content) {
        var source = context().recordMetadata().orElseThrow();
        var reached = Instant.ofEpochMilli(raw.timestamp());
        var partial = new Partial(new Input(source.topic(), source.partition()), reached, content);
        context().forward(new Record<>(project, partial, raw.timestamp()));
    }
}

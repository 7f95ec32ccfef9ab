package dev.errata.streams;

import dev.errata.contract.RawTopics;
import dev.errata.contract.Topics;
import dev.errata.streams.InputTally.Outcome;
import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads the raw topics of one kind. What the verdict does not count goes no further, since the sinks deal with it. How
 * far a partition has been read is told by its combiner, behind all that was counted before.
 */
abstract class RawProcessor extends ContextualProcessor<byte[], byte[], String, Partial> {
    private final RawTopics topics;
    private final StreamClients clients;
    private final InputTally tally;
    private final Map<String, Source> sources = new HashMap<>();

    /**
     * One partition that the task reads.
     *
     * @param owner the project whose own topic it is; null for a shared one
     */
    record Source(TopicPartition partition, @Nullable String owner, InputOffsets offsets, Combiner combiner) {
        Input input() {
            return new Input(partition.topic(), partition.partition());
        }
    }

    RawProcessor(RawTopics topics, StreamClients clients, InputTally tally) {
        this.topics = topics;
        this.clients = clients;
        this.tally = tally;
    }

    /** A task that starts again within its thread brings the same processor, and must find nothing of its past. */
    @Override
    public void init(ProcessorContext<String, Partial> context) {
        super.init(context);
        close();
    }

    @Override
    public void process(Record<byte[], byte[]> shown) {
        var place = context().recordMetadata().orElseThrow();
        var source = source(place);
        if (clients.flushing() == Flushing.VIRTUAL_TIME) {
            read(shown.value(), shown.headers(), place.offset(), shown.timestamp(), source);
        } else {
            for (var raw : clients.inputs().batches().take(source.partition(), shown.value())) {
                read(raw.value(), raw.headers(), raw.offset(), raw.timestamp(), source);
            }
        }
    }

    private void read(byte @Nullable [] value, Headers headers, long offset, long appended, Source source) {
        source.offsets().process(offset);
        source.combiner().reach(appended);
        tally.reading();
        if (headers.lastHeader(Topics.TICK_HEADER) == null) {
            tally.became(take(value, headers.lastHeader(Topics.RESEND_HEADER) != null, appended, source));
        } else {
            tally.became(Outcome.TICK);
            if (clients.flushing() != Flushing.BEFORE_COMMIT) {
                drain(source);
            }
        }
        if (source.combiner().isFull()) {
            drain(source);
        }
    }

    /** Does with the record what is to be done. */
    abstract Outcome take(byte @Nullable [] value, boolean resend, long appended, Source source);

    void forward(Source source, long appended, String project, Content content) {
        send(project, new Partial(source.input(), Instant.ofEpochMilli(appended), content));
    }

    private void drain(Source source) {
        Combiner.drain(List.of(source.combiner()), this::send);
    }

    private void send(String project, Partial partial) {
        context().forward(new Record<>(project, partial, partial.reached().toEpochMilli()));
    }

    private Source source(RecordMetadata place) {
        var source = sources.get(place.topic());
        return source == null ? newSource(new TopicPartition(place.topic(), place.partition())) : source;
    }

    private Source newSource(TopicPartition partition) {
        var inputs = clients.inputs();
        var combiner = new Combiner(new Input(partition.topic(), partition.partition()), inputs.places());
        var source = new Source(partition, topics.projectOf(partition.topic()), inputs.offsets(partition), combiner);
        sources.put(partition.topic(), source);
        if (clients.flushing() == Flushing.BEFORE_COMMIT) {
            inputs.add(partition, combiner);
        }
        return source;
    }

    @Override
    public void close() {
        sources.values().forEach(source -> clients.inputs().remove(source.partition()));
        sources.clear();
    }
}

package dev.errata.streams;

import static dev.errata.streams.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.errata.streams.Partial.Content;
import dev.errata.streams.Partial.Input;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartialSerdeTest {
    private static final Input INPUT = new Input("errata.events", 2);

    private final Serde<Partial> serde = PartialSerde.serde();

    static Stream<Content> contents() {
        return Stream.of(
                new Partial.Tick(),
                Samples.errors("rate_limit_exceeded", NOON, Long.MAX_VALUE),
                new Partial.Errors(
                        List.of(Samples.count("a", NOON, 1), Samples.count("\u00fc", NOON.plusSeconds(10), 2))),
                new Partial.Errors(List.of(new Partial.Count(
                        NOON, NOON.getEpochSecond(), Samples.count("a", NOON, 1).key(), 7, "1.5-\u00fc", 3))),
                new Partial.Traffic(Samples.traffic("one", 1, NOON, 90)),
                new Partial.Traffic(Samples.trafficWithCalls("one", 1, NOON, 90)));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void partial_writtenAndRead_isTheSame(Content content) {
        var partial = new Partial(INPUT, NOON.plusMillis(123), content);

        assertThat(read(write(partial))).isEqualTo(partial);
    }

    @Test
    void partial_ofUnknownVersion_isRefused() {
        var bytes = write(new Partial(INPUT, NOON, new Partial.Tick()));
        bytes[0] = 9;

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("version 9");
    }

    @Test
    void partial_ofUnknownKind_isRefused() {
        var bytes = write(new Partial(INPUT, NOON, new Partial.Tick()));
        bytes[bytes.length - 1] = 9;

        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> read(bytes))
                .withMessageContaining("kind 9");
    }

    private byte[] write(Partial partial) {
        return serde.serializer().serialize("any", partial);
    }

    private Partial read(byte[] bytes) {
        return serde.deserializer().deserialize("any", bytes);
    }
}

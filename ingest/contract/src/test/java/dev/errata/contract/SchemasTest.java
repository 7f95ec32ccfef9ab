package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SchemasTest {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final Schema EVENT = schema("error-event");
    private static final Schema TRAFFIC = schema("traffic-record");
    private static final Schema OUTCOME = schema("call-outcome");

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error-event", "traffic-record", "call-outcome"})
    void properties_ofTheSchema_areWhatTheCodecReadsAndWrites(String name) throws IOException, InvalidRecordException {
        var codec = codec(name);
        var properties = schema(name).getSchemaNode().get("properties");
        var written = written(codec, Golden.read(name + "-full"));
        assertThat(written.propertyNames()).containsExactlyElementsOf(properties.propertyNames());
        assertThat(properties)
                .allSatisfy(property ->
                        assertThat(property.get("description").asString()).isNotBlank());
    }

    private static <R> JsonNode written(RecordCodec<R> codec, byte[] golden) throws InvalidRecordException {
        return codec.toJson(codec.decode(golden));
    }

    @ParameterizedTest
    @CsvSource({
        "error-event, full",
        "error-event, minimal",
        "error-event, unknown-fields",
        "error-event, altered",
        "error-event, to-be-altered",
        "traffic-record, full",
        "traffic-record, without-lost",
        "traffic-record, minimal",
        "traffic-record, unknown-fields",
        "call-outcome, full",
        "call-outcome, minimal",
        "call-outcome, unknown-fields"
    })
    void validate_goldenFile_passes(String name, String kind) throws IOException {
        assertValid(schema(name), Golden.read(name + "-" + kind), kind);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void validate_randomRecord_passes(int seed) {
        assertValid(EVENT, encoded(seed, new ErrorEventCodec(), RandomRecords::event), "seed " + seed);
        assertValid(TRAFFIC, encoded(seed, new TrafficRecordCodec(), RandomRecords::traffic), "seed " + seed);
        assertValid(OUTCOME, encoded(seed, new CallOutcomeCodec(), RandomRecords::outcome), "seed " + seed);
    }

    @ParameterizedTest(name = "{0} without {1}")
    @CsvSource({
        "error-event, event_id",
        "error-event, time",
        "traffic-record, source",
        "traffic-record, seq",
        "traffic-record, window",
        "traffic-record, requests",
        "traffic-record, calls_failed",
        "call-outcome, time",
        "call-outcome, outcome"
    })
    void validate_withoutRequiredField_fails(String name, String field) throws IOException {
        var json = new String(Golden.read(name + "-full"), UTF_8).replace("\"" + field + "\"", "\"unknown\"");
        assertThat(schema(name).validate(json, InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            event_id   | "9b2c1f6e-6a0b-4d57-8f0e-0123456789ab"
            event_id   | "019c13a8-8b20-7abc-cdef-0123456789ab"
            event_id   | null
            time       | "yesterday"
            time       | "2026-01-31T12:00:00"
            status     | "429"
            status     | 99
            status     | 1000
            attempt    | 0
            latency_ms | -1
            latency_ms | 9223372036854775808
            streaming  | "true"
            message    | 7
            attributes | {"key":1}
            attributes | []
            """)
    void validate_whatTheCodecRefuses_failsToo(String field, String value) {
        var event = Events.json(field, value);
        assertThatThrownBy(() -> new ErrorEventCodec().decode(event)).isInstanceOf(InvalidRecordException.class);
        assertThat(EVENT.validate(new String(event, UTF_8), InputFormat.JSON)).isNotEmpty();
        assertThat(EVENT.validate(new String(Events.json(), UTF_8), InputFormat.JSON))
                .isEmpty();
    }

    private static void assertValid(Schema schema, byte[] json, String what) {
        assertThat(schema.validate(new String(json, UTF_8), InputFormat.JSON))
                .as(what)
                .isEmpty();
    }

    private static <R> byte[] encoded(int seed, RecordCodec<R> codec, Function<RandomRecords, R> records) {
        return codec.encode(records.apply(new RandomRecords(new Random(seed))));
    }

    private static RecordCodec<?> codec(String name) {
        return switch (name) {
            case "error-event" -> new ErrorEventCodec();
            case "traffic-record" -> new TrafficRecordCodec();
            case "call-outcome" -> new CallOutcomeCodec();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Schema schema(String name) {
        return REGISTRY.getSchema(
                Objects.requireNonNull(ErrorEvent.class.getResourceAsStream(name + ".schema.json"), name));
    }
}

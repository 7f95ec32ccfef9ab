package dev.errata.app.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.contract.testing.Secrets;
import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.PGConnection;

/** Looks for traces of secrets in everything that is kept. */
final class Leaks {
    private static final String TABLES = """
            SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
            """;

    private final Set<String> traces;
    private final List<String> found = new ArrayList<>();
    private long chars;

    Leaks(Set<String> traces) {
        this.traces = traces;
    }

    /** Where a trace was found. */
    List<String> found() {
        return found;
    }

    /** How much was looked through. */
    long chars() {
        return chars;
    }

    /** Whether a text shows any of them. */
    List<String> foundIn(String text) {
        in("text", text);
        return found;
    }

    /** Every row of every table. */
    void inDump(Connection database) throws SQLException, IOException {
        var copies = database.unwrap(PGConnection.class).getCopyAPI();
        for (var table : tables(database)) {
            var dump = new StringWriter();
            copies.copyOut("COPY " + table + " TO STDOUT", dump);
            in(table, dump.toString());
        }
    }

    /** Key, value and headers of every record. */
    void inTopics(String bootstrapServers, Predicate<String> isOurs) {
        var config = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> isOurs.test(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    in(record.topic(), text(record.key()));
                    in(record.topic(), text(record.value()));
                    record.headers().forEach(header -> in(record.topic(), text(header.value())));
                }
            }
        }
    }

    private void in(String place, String text) {
        chars += text.length();
        for (int i = 0; i + Secrets.TRACE_CHARS <= text.length(); i++) {
            var window = text.substring(i, i + Secrets.TRACE_CHARS);
            if (traces.contains(window)) {
                found.add(place + ": " + text.substring(Math.max(0, i - 60), Math.min(text.length(), i + 60)));
            }
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }

    private static Set<String> tables(Connection database) throws SQLException {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(TABLES)) {
            var tables = new TreeSet<String>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }
}

package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * One thing that a user can set. Its flag and its environment variable follow from its key; help texts and the README's
 * table are made of what stands here.
 *
 * @param key lower case with hyphens, such as {@code kafka-port}
 * @param reader which command reads it
 * @param fallback the value without flag and environment, as text
 * @param kind what is allowed
 * @param description one line for people
 */
public record Setting<T>(String key, Reader reader, String fallback, Kind<T> kind, String description) {

    /** Who reads a setting. */
    public enum Reader {
        /** {@code errata up}. */
        UP,
        /** The commands that ask a running Errata. */
        CLIENT,
        /** The same, and it has no flag: others on the machine can read flags. */
        CLIENT_SECRET,
        /** The script that starts Java; it has no flag. */
        LAUNCHER
    }

    public static final Setting<String> HOST = up(
            "host",
            "127.0.0.1",
            Kind.text("ADDRESS", "an address of this machine"),
            "Where the web server listens. Others can reach it only if you name another address than loopback");
    public static final Setting<Integer> PORT = up("port", "8080", Kind.port(), "Port of gateway, API and console");
    public static final Setting<Path> DATA =
            up("data", "./.errata", Kind.directory(), "Where everything is kept across restarts");
    public static final Setting<Integer> KAFKA_PORT =
            up("kafka-port", "9092", Kind.port(), "Port of the embedded Kafka broker, on loopback");
    public static final Setting<Integer> POSTGRES_PORT =
            up("postgres-port", "5433", Kind.port(), "Port of the embedded Postgres, on loopback");
    public static final Setting<Duration> GRACE = up(
            "grace",
            "10m",
            Kind.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            "How late an event may come and still be counted before its window closes for good");
    public static final Setting<Integer> EVENT_RETENTION_DAYS = up(
            "event-retention-days",
            "30",
            Kind.wholeNumber("DAYS", 1, 3_650, "days"),
            "How long single events are kept");
    public static final Setting<RawTopics> PROJECT_TOPICS = up(
            "project-topics",
            "",
            Kind.projectTopics(),
            "Projects with Kafka topics of their own, for producers that write to Kafka directly: PREFIX.events,"
                    + " PREFIX.traffic and PREFIX.outcomes hold that project's records and no other's");
    public static final Setting<AuthMode> AUTH = up(
            "auth",
            "auto",
            new Kind<>("MODE", "auto or tokens", AuthMode::of),
            "Who needs a token: everybody (tokens), or everybody unless --host is loopback (auto)");
    public static final Setting<Integer> PROJECT_RECORDS_PER_SECOND = up(
            "project-records-per-second",
            "200000",
            Kind.wholeNumber("N", 0, Integer.MAX_VALUE, "records a second; 0: no limit"),
            "How much one project may send; beyond it, and a burst of 5 s, it is answered 429");
    public static final Setting<Integer> PROJECT_BYTES_PER_SECOND = up(
            "project-bytes-per-second",
            "268435456",
            Kind.wholeNumber("N", 0, Integer.MAX_VALUE, "bytes a second, as sent; 0: no limit"),
            "The same, by the size of the requests");
    public static final Setting<Boolean> REDACT_IPS =
            up("redact-ips", "off", Kind.onOff(), "Whether IP addresses are masked, too");
    public static final Setting<Set<String>> REDACT_ALLOW = up(
            "redact-allow",
            "",
            new Kind<>("TEXTS", "texts, separated by commas", RedactionText::allowed),
            "What stays although a rule of redaction finds it, such as a support address");
    public static final Setting<List<OwnPattern>> REDACT_PATTERNS = up(
            "redact-patterns",
            "",
            new Kind<>("PATTERNS", RedactionText.form(), RedactionText::patterns),
            "What is masked besides, such as badge=EMP-[0-9]{6,}");
    public static final Setting<String> TOKEN = new Setting<>(
            "token",
            Reader.CLIENT_SECRET,
            "",
            new Kind<>("TOKEN", "as errata token create printed it", Kind::token),
            "The token that search, rates, replay send");
    public static final Setting<URI> SERVER = new Setting<>(
            "server",
            Reader.CLIENT,
            "http://127.0.0.1:8080",
            Kind.address(),
            "The Errata that search, rates, replay ask");
    public static final Setting<String> JVM_FLAGS = new Setting<>(
            "jvm-flags",
            Reader.LAUNCHER,
            "",
            new Kind<>("FLAGS", "flags of java, separated by spaces", Function.identity()),
            "More flags for the Java virtual machine, such as -Xmx2g");

    /** All settings, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            DATA,
            KAFKA_PORT,
            POSTGRES_PORT,
            GRACE,
            EVENT_RETENTION_DAYS,
            PROJECT_TOPICS,
            AUTH,
            PROJECT_RECORDS_PER_SECOND,
            PROJECT_BYTES_PER_SECOND,
            REDACT_IPS,
            REDACT_ALLOW,
            REDACT_PATTERNS,
            SERVER,
            TOKEN,
            JVM_FLAGS);

    private static <T> Setting<T> up(String key, String fallback, Kind<T> kind, String description) {
        return new Setting<>(key, Reader.UP, fallback, kind, description);
    }

    /** The environment variable, such as {@code ERRATA_KAFKA_PORT}. */
    public String variable() {
        return "ERRATA_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The flag, such as {@code --kafka-port}. */
    public String flag() {
        return "--" + key;
    }

    /** False where only the environment can set it. */
    public boolean hasFlag() {
        return reader != Reader.LAUNCHER && !isSecret();
    }

    /** Whether its value must not be shown. */
    boolean isSecret() {
        return reader == Reader.CLIENT_SECRET;
    }

    /** One word for the value in a help text. */
    public String label() {
        return kind.label();
    }

    /** What is allowed, unit included. */
    public String range() {
        return kind.range();
    }

    T parse(String text) {
        return kind.parser().apply(text);
    }
}

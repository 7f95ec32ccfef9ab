package dev.errata.app.config;

import dev.errata.contract.RawTopics;
import dev.errata.contract.redact.RedactionConfig.OwnPattern;
import dev.errata.streams.TopologySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One thing that a user can set. Its flag and its environment variable follow from its key; help texts and the README's
 * table are made of what stands here.
 *
 * @param key lower case with hyphens, such as {@code kafka-port}
 * @param readers which commands read it
 * @param exposure where its value may stand
 * @param fallback the value without flag and environment, as text
 * @param kind what is allowed
 * @param description one line for people
 */
public record Setting<T>(
        String key, Set<Reader> readers, Exposure exposure, String fallback, Kind<T> kind, String description) {

    /** Who reads a setting. */
    public enum Reader {
        UP("up"),
        GATEWAY("gateway"),
        ANALYTICS("analytics"),
        API("api"),
        TOPICS("topics"),
        MIGRATE("migrate"),
        TOKEN("token"),
        RECONCILE("reconcile"),
        RETENTION("retention"),
        DOCTOR("doctor"),
        BACKTEST("backtest"),
        /** The commands that ask a running Errata. */
        CLIENT("search, events, ticket, groups, tail, export, rates, incidents, replay, dead-letter, demo"),
        /** Whoever reads settings. */
        ALL_COMMANDS("all"),
        /** The script that starts Java. */
        LAUNCHER("the launcher");

        private final String command;

        Reader(String command) {
            this.command = command;
        }

        /** The commands, as people type them. */
        public String command() {
            return command;
        }
    }

    /** Where a value may stand. */
    enum Exposure {
        /** In a flag, or in the environment. */
        FLAG,
        /** In the environment alone. */
        ENVIRONMENT,
        /** In the environment alone, since others on the machine can read flags; it is never shown. */
        SECRET
    }

    private static final Set<Reader> UP = EnumSet.of(Reader.UP);
    private static final Set<Reader> APART = EnumSet.of(Reader.GATEWAY, Reader.ANALYTICS, Reader.API);
    private static final Set<Reader> WEB = EnumSet.of(Reader.UP, Reader.GATEWAY, Reader.API, Reader.DOCTOR);
    private static final Set<Reader> KEEPING = EnumSet.of(Reader.UP, Reader.ANALYTICS);
    private static final Set<Reader> NODES =
            EnumSet.of(Reader.UP, Reader.GATEWAY, Reader.ANALYTICS, Reader.API, Reader.DOCTOR);
    private static final Set<Reader> JUDGING = EnumSet.of(
            Reader.UP, Reader.GATEWAY, Reader.ANALYTICS, Reader.API, Reader.RECONCILE, Reader.DOCTOR, Reader.BACKTEST);
    private static final Set<Reader> FINDING = EnumSet.of(Reader.UP, Reader.ANALYTICS, Reader.BACKTEST);
    private static final Set<Reader> PRUNING = EnumSet.of(Reader.UP, Reader.ANALYTICS, Reader.RETENTION);
    private static final Set<Reader> MASKING = EnumSet.of(Reader.UP, Reader.GATEWAY, Reader.ANALYTICS);
    private static final Set<Reader> INGEST = EnumSet.of(Reader.UP, Reader.GATEWAY);
    private static final Set<Reader> KAFKA =
            EnumSet.of(Reader.GATEWAY, Reader.ANALYTICS, Reader.API, Reader.TOPICS, Reader.RECONCILE, Reader.DOCTOR);
    private static final Set<Reader> RAW = EnumSet.of(
            Reader.UP, Reader.GATEWAY, Reader.ANALYTICS, Reader.API, Reader.TOPICS, Reader.RECONCILE, Reader.DOCTOR);
    private static final Set<Reader> POSTGRES = EnumSet.of(
            Reader.GATEWAY,
            Reader.ANALYTICS,
            Reader.API,
            Reader.MIGRATE,
            Reader.TOKEN,
            Reader.RECONCILE,
            Reader.RETENTION,
            Reader.DOCTOR);

    public static final Setting<String> CONFIG = flag(
            "config",
            EnumSet.of(Reader.ALL_COMMANDS),
            "",
            new Kind<>("FILE", "a file such as errata.yml", Function.identity()),
            "A file with settings, in its section settings by the names of this table with _ for -, and with a policy, unless"
                    + " --policy names another");
    public static final Setting<String> HOST = flag(
            "host",
            WEB,
            "127.0.0.1",
            Kind.text("ADDRESS", "an address of this machine"),
            "Where the web server listens. Others can reach it only if you name another address than loopback");
    public static final Setting<Integer> PORT =
            flag("port", WEB, "8080", Kind.port(), "Port of gateway, API and console");
    public static final Setting<String> MANAGEMENT_HOST = flag(
            "management-host",
            APART,
            "127.0.0.1",
            Kind.text("ADDRESS", "an address of this machine"),
            "Where a role of its own answers /healthz, /readyz and /metrics");
    public static final Setting<Integer> MANAGEMENT_PORT =
            flag("management-port", APART, "8081", Kind.port(), "Its port");
    public static final Setting<Path> DATA = flag(
            "data",
            EnumSet.of(Reader.UP, Reader.ANALYTICS, Reader.DOCTOR),
            "./.errata",
            Kind.directory(),
            "Where everything is kept across restarts; analytics has nothing there that it could not do without");
    public static final Setting<Integer> KAFKA_PORT =
            flag("kafka-port", UP, "9092", Kind.port(), "Port of the embedded Kafka broker, on loopback");
    public static final Setting<Integer> POSTGRES_PORT = flag(
            "postgres-port",
            EnumSet.of(Reader.UP, Reader.TOKEN, Reader.RECONCILE, Reader.RETENTION, Reader.DOCTOR),
            "5433",
            Kind.port(),
            "Port of the embedded Postgres, on loopback");
    public static final Setting<String> KAFKA_BOOTSTRAP_SERVERS = flag(
            "kafka-bootstrap-servers", KAFKA, "127.0.0.1:9092", Kind.servers(), "Brokers of the Kafka cluster to use");
    public static final Setting<Map<String, String>> KAFKA_CONFIG = flag(
            "kafka-config",
            KAFKA,
            "",
            Kind.clientConfig(),
            "How to be let in by that cluster: a properties file for every Kafka client of the process");
    public static final Setting<String> POSTGRES_URL = flag(
            "postgres-url",
            POSTGRES,
            "",
            Kind.jdbcUrl(),
            "The database to use; when empty, database errata on port 5432 of this machine (token, reconcile, retention, doctor: the embedded one)");
    public static final Setting<String> POSTGRES_USER = flag(
            "postgres-user", POSTGRES, "errata", Kind.text("NAME", "a role of that database"), "Whom to connect as");
    public static final Setting<String> POSTGRES_PASSWORD = new Setting<>(
            "postgres-password",
            POSTGRES,
            Exposure.SECRET,
            "",
            new Kind<>("PASSWORD", "any text", Function.identity()),
            "Its password; when empty, what ~/.pgpass says");
    public static final Setting<String> POSTGRES_PASSWORD_FILE = flag(
            "postgres-password-file",
            POSTGRES,
            "",
            Kind.secretFile(),
            "A file that holds that password, where no variable should; a line break at its end does not count");
    public static final Setting<String> INSTANCE = flag(
            "instance",
            EnumSet.of(Reader.ANALYTICS),
            "",
            Kind.instance(),
            "A name of this process that no other one has at the same time, and that it keeps across restarts: then a"
                    + " quick restart takes over its partitions at once. Without, any number may run");
    public static final Setting<Integer> STANDBYS = flag(
            "standbys",
            EnumSet.of(Reader.ANALYTICS),
            "1",
            Kind.wholeNumber("N", 0, 5, "copies"),
            "How many other processes keep a copy of the counts that one holds, to go on from when it dies");
    public static final Setting<Duration> SESSION_TIMEOUT = flag(
            "session-timeout",
            EnumSet.of(Reader.ANALYTICS),
            "10s",
            Kind.duration(Duration.ofSeconds(6), Duration.ofMinutes(5)),
            "How long a process that gives no sign of life keeps its partitions, before others take them over");
    public static final Setting<Integer> PARTITIONS = flag(
            "partitions",
            EnumSet.of(Reader.TOPICS),
            "12",
            Kind.wholeNumber("N", 1, 1_000, "partitions"),
            "Of each topic that is made now, for its whole life: more than analytics processes will ever share it");
    public static final Setting<Integer> REPLICATION = flag(
            "replication",
            EnumSet.of(Reader.TOPICS),
            "3",
            Kind.wholeNumber("N", 1, 9, "brokers"),
            "How many brokers keep each partition of a topic that is made now; from 3 on, two have to confirm a record");
    public static final Setting<Duration> RETENTION = flag(
            "retention",
            EnumSet.of(Reader.TOPICS),
            "7d",
            Kind.duration(Duration.ofHours(1), Duration.ofDays(3_650)),
            "How long Kafka keeps raw records and rates: longer than the database may ever be away");
    public static final Setting<Duration> GRACE = flag(
            "grace",
            JUDGING,
            "10m",
            Kind.duration(Duration.ofMinutes(1), Duration.ofDays(1)),
            "How late an event may come and still be counted before its window closes for good");
    public static final Setting<Integer> EVENT_RETENTION_DAYS = flag(
            "event-retention-days",
            EnumSet.of(
                    Reader.UP,
                    Reader.GATEWAY,
                    Reader.ANALYTICS,
                    Reader.API,
                    Reader.RECONCILE,
                    Reader.RETENTION,
                    Reader.DOCTOR,
                    Reader.BACKTEST),
            "30",
            Kind.wholeNumber("DAYS", 1, 3_650, "days"),
            "How long single events are kept, and the steps of calls and tasks");
    public static final Setting<Integer> RATE_RETENTION_DAYS = flag(
            "rate-retention-days",
            PRUNING,
            "30",
            Kind.wholeNumber("DAYS", 8, 3_650, "days"),
            "How long rates and totals of 10 s are kept; at least as long as events, and longer than --retention");
    public static final Setting<Integer> RATE_MINUTE_RETENTION_DAYS = flag(
            "rate-minute-retention-days",
            PRUNING,
            "90",
            Kind.wholeNumber("DAYS", 8, 3_650, "days"),
            "The same by the minute; at least as long as those of 10 s");
    public static final Setting<Integer> RATE_HOUR_RETENTION_DAYS = flag(
            "rate-hour-retention-days",
            PRUNING,
            "730",
            Kind.wholeNumber("DAYS", 8, 3_650, "days"),
            "The same by the hour; at least as long as those by the minute");
    public static final Setting<Integer> DEAD_LETTER_RETENTION_DAYS = flag(
            "dead-letter-retention-days",
            PRUNING,
            "30",
            Kind.wholeNumber("DAYS", 1, 3_650, "days"),
            "How long it is kept what could not be stored");
    public static final Setting<Integer> INCIDENT_RETENTION_DAYS = flag(
            "incident-retention-days",
            PRUNING,
            "365",
            Kind.wholeNumber("DAYS", 1, 3_650, "days"),
            "How long incidents that are over are kept, with all that was told of them");
    public static final Setting<Integer> WINDOW_KEYS = flag(
            "window-keys",
            FINDING,
            Integer.toString(TopologySettings.DEFAULT_MAX_KEYS),
            Kind.wholeNumber("N", 100, 1_000_000, "keys"),
            "How many rates of a project are told apart in one window of 10 s; what comes under further keys is counted as"
                    + " 'other', so that nobody's endless names fill the memory");
    public static final Setting<Integer> SINK_WORKERS = flag(
            "sink-workers",
            KEEPING,
            "2",
            Kind.wholeNumber("N", 1, 64, "workers"),
            "How many connections store events at once, each on a thread of its own; more than partitions or processors are"
                    + " of no use");
    public static final Setting<Long> SINK_MEMORY = flag(
            "sink-memory",
            KEEPING,
            "64m",
            Kind.size(8L * 1024 * 1024, 16L * 1024 * 1024 * 1024),
            "How much of events all of them may hold that are read and not stored; while they write, it is twice as much");
    public static final Setting<Integer> BODY_SAMPLE = flag(
            "body-sample",
            KEEPING,
            "20",
            Kind.wholeNumber("N", 0, Integer.MAX_VALUE, "bodies"),
            "Of the same error in 10 s, the first N raw bodies are kept, then one of 20; counts know no sample");
    public static final Setting<Long> DISK_BUDGET = flag(
            "disk-budget",
            KEEPING,
            "0",
            Kind.size(0, Long.MAX_VALUE),
            "What the database may take: from 80 % on fewer raw bodies are kept, from 100 % none; 0: no limit");
    public static final Setting<RawTopics> PROJECT_TOPICS = flag(
            "project-topics",
            RAW,
            "",
            Kind.projectTopics(),
            "Projects with Kafka topics of their own, for producers that write to Kafka directly: PREFIX.events,"
                    + " PREFIX.traffic and PREFIX.outcomes hold that project's records and no other's");
    public static final Setting<String> POLICY = flag(
            "policy",
            FINDING,
            "",
            new Kind<>("FILE", "a policy file, such as errata.yml", Function.identity()),
            "What is an incident, who is told of it, and when nobody is; when empty, what --config says, or else the usual"
                    + " rules, and everybody");
    public static final Setting<List<URI>> ALERTMANAGER_URL = flag(
            "alertmanager-url",
            KEEPING,
            "",
            Kind.addresses(),
            "Alertmanagers that are told of incidents: every member of a cluster, not what balances their load");
    public static final Setting<Map<String, URI>> WEBHOOK_URL = flag(
            "webhook-url",
            KEEPING,
            "",
            Kind.namedAddresses("webhook"),
            "Webhooks that are told of incidents; a policy file's routes know them by their names");
    public static final Setting<String> WEBHOOK_SECRET = new Setting<>(
            "webhook-secret",
            KEEPING,
            Exposure.SECRET,
            "",
            new Kind<>("SECRET", "at least 16 characters, or @FILE for what stands there", SecretText::read),
            "What the messages to webhooks are signed with");
    public static final Setting<Boolean> WEBHOOK_ALLOW_PRIVATE = flag(
            "webhook-allow-private",
            KEEPING,
            "off",
            Kind.onOff(),
            "Whether webhooks may be on this machine or in a private network");
    public static final Setting<URI> PUBLIC_URL = flag(
            "public-url",
            KEEPING,
            "http://127.0.0.1:8080",
            Kind.address(),
            "Where people reach API and console, for the links in messages");
    public static final Setting<URI> RUNBOOK_URL = flag(
            "runbook-url",
            KEEPING,
            "https://errata.example.org/docs/runbooks",
            Kind.address(),
            "Where people read the runbooks (docs/runbooks), for the link in messages; the default is a placeholder, as in the"
                    + " rules for Prometheus");
    public static final Setting<AuthMode> AUTH = flag(
            "auth",
            NODES,
            "auto",
            new Kind<>("MODE", "auto or tokens", AuthMode::of),
            "Who needs a token: everybody (tokens), or everybody unless --host is loopback (auto)");
    public static final Setting<Integer> PROJECT_RECORDS_PER_SECOND = flag(
            "project-records-per-second",
            INGEST,
            "200000",
            Kind.wholeNumber("N", 0, Integer.MAX_VALUE, "records a second; 0: no limit"),
            "How much one project may send; beyond it, and a burst of 5 s, it is answered 429");
    public static final Setting<Integer> PROJECT_BYTES_PER_SECOND = flag(
            "project-bytes-per-second",
            INGEST,
            "268435456",
            Kind.wholeNumber("N", 0, Integer.MAX_VALUE, "bytes a second, as sent; 0: no limit"),
            "The same, by the size of the requests");
    public static final Setting<Boolean> REDACT_IPS =
            flag("redact-ips", MASKING, "off", Kind.onOff(), "Whether IP addresses are masked, too");
    public static final Setting<Set<String>> REDACT_ALLOW = flag(
            "redact-allow",
            MASKING,
            "",
            new Kind<>("TEXTS", "texts, separated by commas", RedactionText::allowed),
            "What stays although a rule of redaction finds it, such as a support address");
    public static final Setting<List<OwnPattern>> REDACT_PATTERNS = flag(
            "redact-patterns",
            MASKING,
            "",
            new Kind<>("PATTERNS", RedactionText.form(), RedactionText::patterns),
            "What is masked besides, such as badge=EMP-[0-9]{6,}");
    public static final Setting<String> TOKEN = new Setting<>(
            "token",
            EnumSet.of(Reader.CLIENT),
            Exposure.SECRET,
            "",
            new Kind<>("TOKEN", "as errata token create printed it", Kind::token),
            "The token that they send");
    public static final Setting<String> TOKEN_FILE = flag(
            "token-file",
            EnumSet.of(Reader.CLIENT),
            "",
            Kind.tokenFile(),
            "A file that holds that token, where no variable should");
    public static final Setting<URI> SERVER = flag(
            "server", EnumSet.of(Reader.CLIENT), "http://127.0.0.1:8080", Kind.address(), "The Errata that is asked");
    public static final Setting<String> JVM_FLAGS = new Setting<>(
            "jvm-flags",
            EnumSet.of(Reader.LAUNCHER),
            Exposure.ENVIRONMENT,
            "",
            new Kind<>("FLAGS", "flags of java, separated by spaces", Function.identity()),
            "More flags for the Java virtual machine, such as -Xmx2g");

    /** All settings, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            CONFIG,
            HOST,
            PORT,
            MANAGEMENT_HOST,
            MANAGEMENT_PORT,
            DATA,
            KAFKA_PORT,
            POSTGRES_PORT,
            KAFKA_BOOTSTRAP_SERVERS,
            KAFKA_CONFIG,
            POSTGRES_URL,
            POSTGRES_USER,
            POSTGRES_PASSWORD,
            POSTGRES_PASSWORD_FILE,
            INSTANCE,
            STANDBYS,
            SESSION_TIMEOUT,
            PARTITIONS,
            REPLICATION,
            RETENTION,
            GRACE,
            EVENT_RETENTION_DAYS,
            RATE_RETENTION_DAYS,
            RATE_MINUTE_RETENTION_DAYS,
            RATE_HOUR_RETENTION_DAYS,
            DEAD_LETTER_RETENTION_DAYS,
            INCIDENT_RETENTION_DAYS,
            WINDOW_KEYS,
            SINK_WORKERS,
            SINK_MEMORY,
            BODY_SAMPLE,
            DISK_BUDGET,
            PROJECT_TOPICS,
            POLICY,
            ALERTMANAGER_URL,
            WEBHOOK_URL,
            WEBHOOK_SECRET,
            WEBHOOK_ALLOW_PRIVATE,
            PUBLIC_URL,
            RUNBOOK_URL,
            AUTH,
            PROJECT_RECORDS_PER_SECOND,
            PROJECT_BYTES_PER_SECOND,
            REDACT_IPS,
            REDACT_ALLOW,
            REDACT_PATTERNS,
            SERVER,
            TOKEN,
            TOKEN_FILE,
            JVM_FLAGS);

    public Setting {
        readers = Set.copyOf(readers);
    }

    private static <T> Setting<T> flag(
            String key, Set<Reader> readers, String fallback, Kind<T> kind, String description) {
        return new Setting<>(key, readers, Exposure.FLAG, fallback, kind, description);
    }

    /** The environment variable, such as {@code ERRATA_KAFKA_PORT}. */
    public String variable() {
        return "ERRATA_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Its name in a file, such as {@code kafka_port}. */
    public String fileKey() {
        return key.replace('-', '_');
    }

    /** Whether a command that reads what this reader reads has a flag for it. */
    public boolean isFlagOf(Reader reader) {
        return hasFlag() && (readers.contains(reader) || readers.contains(Reader.ALL_COMMANDS));
    }

    /** Whether it may stand in the file: no secret does, since files are shared, and no name of the file itself. */
    boolean isInFile() {
        return hasFlag() && !key.equals("config");
    }

    /** The flag, such as {@code --kafka-port}. */
    public String flag() {
        return "--" + key;
    }

    /** False where only the environment can set it. */
    public boolean hasFlag() {
        return exposure == Exposure.FLAG;
    }

    /** Whether its value must not be shown. */
    boolean isSecret() {
        return exposure == Exposure.SECRET;
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

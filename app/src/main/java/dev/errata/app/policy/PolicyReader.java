package dev.errata.app.policy;

import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.Nearest;
import dev.errata.core.Scope;
import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import dev.errata.core.policy.Silence;
import dev.errata.notify.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a policy file, but for its settings. Everything that is wrong with it is told at once, each with its line.
 *
 * <pre>{@code
 * settings: {port: 8100, alertmanager_url: [http://am-1:9093, http://am-2:9093]}
 * rules: {min_errors: 5, min_ratio: 2, false_pages_per_week: 1, new_code_events: 5, shadow: false,
 *   min_coverage: 0.8, max_without: 0.2, slo: 99}
 * projects:
 *   shop: {min_errors: 20}
 * mutes:
 *   - {name: old model, where: {model: gpt-3}, until: 2026-12-31T00:00:00Z}
 * maintenance:
 *   - {name: move, project: shop, from: 2026-11-30T22:00:00Z, until: 2026-12-01T02:00:00Z}
 * routes:
 *   - {owner: quota, receivers: [billing]}
 * }</pre>
 */
public final class PolicyReader {
    /** The section that {@link SettingsSection} reads. */
    static final String SETTINGS = "settings";

    private static final List<String> TOP = List.of(SETTINGS, "rules", "projects", "mutes", "maintenance", "routes");
    private static final List<String> RULES = List.of(
            "min_errors",
            "min_ratio",
            "false_pages_per_week",
            "new_code_events",
            "shadow",
            "min_coverage",
            "max_without",
            "slo");
    private static final List<String> SILENCE = List.of("name", "project", "where", "from", "until");
    private static final List<String> ROUTE = List.of("project", "owner", "receivers");
    private static final Map<String, Owner> OWNERS = Arrays.stream(Owner.values())
            .collect(Collectors.toMap(
                    owner -> owner.name().toLowerCase(Locale.ROOT), owner -> owner, (a, b) -> a, LinkedHashMap::new));
    private static final List<String> WHERE = Stream.concat(
                    Arrays.stream(Dimension.values()).map(Dimension::column),
                    Stream.of(Scope.STATUS_CLASS, Scope.OWNER))
            .toList();

    private final Problems problems = new Problems();
    private final @Nullable Set<String> receivers;

    private PolicyReader(@Nullable Set<String> receivers) {
        this.receivers = receivers;
    }

    /**
     * Reads the file.
     *
     * @param receivers those that there are; null: nobody knows, and a route may name any
     * @throws InvalidPolicyException where anything is wrong with it
     */
    public static PolicyFile read(Path file, @Nullable Set<String> receivers) throws InvalidPolicyException {
        try {
            return read(Files.readString(file, StandardCharsets.UTF_8), receivers);
        } catch (IOException e) {
            throw new InvalidPolicyException(List.of("it cannot be read: " + e));
        }
    }

    /** As {@link #read(Path, Set)}, from the file's content. */
    static PolicyFile read(String yaml, @Nullable Set<String> receivers) throws InvalidPolicyException {
        var reader = new PolicyReader(receivers);
        var file = reader.compose(yaml);
        if (!reader.problems.isEmpty()) {
            throw new InvalidPolicyException(reader.problems.all());
        }
        return file;
    }

    private PolicyFile compose(String yaml) {
        return YamlFile.compose(yaml, problems).map(this::file).orElse(PolicyFile.DEFAULT);
    }

    private PolicyFile file(Node root) {
        var top = new Section(root, "", problems).knowing(TOP);
        var rules = top.section("rules")
                .map(section -> rules(section, Rules.DEFAULT))
                .orElse(Rules.DEFAULT);
        var projects = new LinkedHashMap<String, Rules>();
        top.section("projects")
                .ifPresent(section -> section.keys()
                        .forEach(name ->
                                section.section(name).ifPresent(own -> projects.put(name, rules(own, rules)))));
        var silences = new ArrayList<Silence>();
        top.sections("mutes").forEach(section -> silences.add(silence(section, Silence.Kind.MUTED)));
        top.sections("maintenance").forEach(section -> silences.add(silence(section, Silence.Kind.MAINTENANCE)));
        var routes = top.sections("routes").stream().map(this::route).toList();
        return new PolicyFile(new Policy(rules, projects, silences), routes);
    }

    private static Rules rules(Section section, Rules fallback) {
        section.knowing(RULES);
        return new Rules(
                section.wholeNumber("min_errors", fallback.minErrors(), 1),
                section.number("min_ratio", fallback.minRatio(), "a number above 1", number -> number > 1),
                section.number(
                        "false_pages_per_week", fallback.falsePagesPerWeek(), "a number above 0", number -> number > 0),
                section.wholeNumber("new_code_events", fallback.newCodeEvents(), 1),
                section.flag("shadow", fallback.shadow()),
                share(section, "min_coverage", fallback.minCoverage()),
                share(section, "max_without", fallback.maxWithout()),
                section.number("slo", fallback.slo(), "per cent between 0 and 100", slo -> slo > 0 && slo < 100));
    }

    private static double share(Section section, String key, double fallback) {
        return section.number(key, fallback, "a share from 0 to 1", share -> share >= 0 && share <= 1);
    }

    /** A mute says of what, and a maintenance window says when: without, everything would be silent for ever. */
    private Silence silence(Section section, Silence.Kind kind) {
        section.knowing(SILENCE);
        NavigableMap<String, String> where =
                section.section("where").map(this::where).orElseGet(TreeMap::new);
        var from = section.time("from").orElse(null);
        var until = section.time("until").orElse(null);
        if (kind == Silence.Kind.MUTED && where.isEmpty()) {
            section.problem("needs where: what is muted");
        }
        if (kind == Silence.Kind.MAINTENANCE && (from == null || until == null)) {
            section.problem("needs from and until");
        }
        var inOrder = inOrder(section, from, until);
        return new Silence(
                kind,
                section.requiredText("name"),
                section.text("project").orElse(null),
                where,
                inOrder ? from : null,
                inOrder ? until : null);
    }

    private static boolean inOrder(Section section, @Nullable Instant from, @Nullable Instant until) {
        if (from == null || until == null || from.isBefore(until)) {
            return true;
        }
        section.problem("ends before it begins");
        return false;
    }

    private NavigableMap<String, String> where(Section section) {
        section.knowing(WHERE);
        var where = new TreeMap<String, String>();
        section.keys().forEach(name -> section.text(name).ifPresent(value -> where.put(name, value)));
        return where;
    }

    private Route route(Section section) {
        section.knowing(ROUTE);
        var named = section.texts("receivers");
        if (named.isEmpty() && !section.keys().contains("receivers")) {
            section.problem("needs receivers; [] for nobody");
        }
        named.stream()
                .filter(name -> receivers != null && !receivers.contains(name))
                .forEach(name -> section.problem(unknown(name, receivers == null ? Set.of() : receivers)));
        return new Route(
                section.text("project").orElse(null),
                section.constant("owner", OWNERS).orElse(null),
                Set.copyOf(named));
    }

    private static String unknown(String receiver, Set<String> known) {
        return known.isEmpty()
                ? "names the receiver " + receiver + ", and none is set up"
                : "names the receiver " + receiver + ", which is not set up; did you mean "
                        + Nearest.to(receiver, known) + "?";
    }
}

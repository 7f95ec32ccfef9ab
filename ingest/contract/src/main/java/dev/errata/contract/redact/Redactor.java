package dev.errata.contract.redact;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.errata.contract.CallOutcome;
import dev.errata.contract.ErrorEvent;
import dev.errata.contract.JsonStrings;
import dev.errata.contract.Limits;
import dev.errata.contract.Text;
import dev.errata.contract.TrafficRecord;
import dev.errata.contract.redact.SecretNames.Strength;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in text: keys, credentials, tokens, private keys, e-mail addresses, card numbers. What it has masked
 * stays as it is when it is asked again. Takes time proportional to the text's length, whatever the text. Safe from any
 * thread, and always gives the same for the same text.
 */
public final class Redactor {
    /** The rules that every Errata applies. */
    public static final Redactor STANDARD = new Redactor(RedactionConfig.STANDARD);

    static final String OPENING = "[redacted:";

    /** Stands for a whole text that would take too long. */
    static final String OVERRUN = OPENING + "overrun]";

    /** Most ids and labels are shorter. */
    private static final int SHORT = AwsKey.LENGTH;

    /** Where one secret is masked another may come to light; a second pass settles all but the contrived. */
    private static final int PASSES = 4;

    private final RuleIndex rules;

    /** Without those that a short text cannot match. */
    private final RuleIndex rulesOfShortText;

    private final Set<String> allowed;
    private final Glance glanceAtText;
    private final Glance glanceAtJson;
    private final CleanTexts clean = new CleanTexts();

    /** The standard rules and what the operator adds. */
    public Redactor(RedactionConfig config) {
        allowed = config.allowed();
        var own = config.own().stream().map(RedactionConfig.OwnPattern::rule);
        var ips = Stream.of(RedactionRule.IP).filter(rule -> config.ips());
        var all = Stream.of(own, RedactionRule.STANDARD.stream(), ips)
                .flatMap(each -> each)
                .toList();
        rules = new RuleIndex(all);
        rulesOfShortText = new RuleIndex(
                all.stream().filter(rule -> isForShortText(rule.shape())).toList());
        glanceAtText = Glance.ofText(all);
        glanceAtJson = Glance.ofJson(all);
    }

    private static boolean isForShortText(Shape shape) {
        return shape.run().map(Run::length).orElse(1) < SHORT;
    }

    /**
     * Whether this ASCII text needs neither a mask nor an escape where it is a string in JSON. Seldom takes much longer
     * than to copy it.
     */
    public boolean isPlainAndClean(byte[] text, int start, int end) {
        return glanceAtJson.isClean(text, start, end)
                || (JsonStrings.endOfPlain(text, start, end) == end
                        && isClean(new String(text, start, end - start, US_ASCII)));
    }

    /** As {@link #isPlainAndClean}, but false also where only a closer look could tell: so it never takes long. */
    public boolean isPlainAndCleanAtAGlance(byte[] text, int start, int end) {
        return glanceAtJson.isClean(text, start, end);
    }

    /** Whether {@link #redact(String)} leaves this ASCII text as it is. Seldom takes much longer than to copy it. */
    public boolean isClean(byte[] text, int start, int end) {
        return glanceAtText.isClean(text, start, end) || isClean(new String(text, start, end - start, US_ASCII));
    }

    private boolean isClean(String text) {
        return redact(text).equals(text);
    }

    /** The text without its secrets; the same object where there is none. */
    public String redact(String text) {
        var current = text;
        for (int pass = 0; pass < PASSES; pass++) {
            var next = pass(new Scan(current));
            if (next == null) {
                return current;
            }
            current = next;
        }
        return OVERRUN;
    }

    /** As {@link #redact(String)}, quicker for text that comes again and again. */
    String redactLabel(String label) {
        if (clean.contains(label)) {
            return label;
        }
        var redacted = redact(label);
        clean.add(redacted);
        return redacted;
    }

    /** One label as {@link #redactLabels} leaves it. */
    public String maskedLabel(String label) {
        var masked = redactLabel(label);
        return masked.equals(label) ? label : Text.cut(masked, Limits.LABEL_CHARS);
    }

    /** The event without secrets in any of its texts; what it had to mask is named in its {@code altered}. */
    public ErrorEvent redact(ErrorEvent event) {
        return redactText(redactLabels(event));
    }

    /** The outcome without secrets in its ids and labels. */
    public CallOutcome redact(CallOutcome outcome) {
        return new RecordMasks(this).outcome(outcome);
    }

    /**
     * The totals without secrets in their labels and their source. Where there was one, the source becomes a hash of all
     * that the record said of itself, so that none replaces another that looks the same now.
     */
    public TrafficRecord redact(TrafficRecord traffic) {
        return new RecordMasks(this).traffic(traffic);
    }

    /** Only what rates are told apart by: project, app, env, region, provider, model, code and type. */
    public ErrorEvent redactLabels(ErrorEvent event) {
        return new RecordMasks(this).labels(event);
    }

    /** All but what {@link #redactLabels(ErrorEvent)} masks. */
    public ErrorEvent redactText(ErrorEvent event) {
        return new RecordMasks(this).text(event);
    }

    /** The value of an attribute; masked as a whole where its name says that it is a secret. */
    String redact(String name, String value) {
        var secret = SecretNames.of(name) == Strength.SURE && !value.isEmpty() && !value.startsWith(OPENING);
        return secret && !allowed.contains(value) ? OPENING + "credential]" : redact(value);
    }

    /** The text after one pass; null where there was nothing to mask. */
    @Nullable
    String pass(Scan scan) {
        var index = scan.length() < SHORT ? rulesOfShortText : rules;
        var out = new StringBuilder();
        for (int start = scan.nextStart(0, index); start < scan.length(); start = scan.nextStart(start, index)) {
            var span = mask(scan, start, index.at(scan.at(start)), out);
            if (scan.isExhausted()) {
                return OVERRUN;
            }
            if (span != null) {
                scan.raiseFloor(span.end());
            }
            start = span == null ? start + 1 : span.end();
        }
        return scan.floor() == 0
                ? null
                : out.append(scan.slice(scan.floor(), scan.length())).toString();
    }

    /** Writes what stands before the secret found here and its replacement. */
    private @Nullable Span mask(Scan scan, int start, RedactionRule[] candidates, StringBuilder out) {
        var second = scan.at(start + 1);
        for (var rule : candidates) {
            var span = rule.goesOnWith(second) ? rule.shape().at(scan, start) : null;
            if (span != null && !allowed.contains(scan.slice(span.start(), span.end()))) {
                out.append(scan.slice(scan.floor(), span.start())).append(rule.replacement());
                return span;
            }
        }
        return null;
    }
}

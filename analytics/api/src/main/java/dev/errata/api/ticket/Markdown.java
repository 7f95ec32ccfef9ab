package dev.errata.api.ticket;

import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** GitHub's Markdown. */
final class Markdown implements Paper {
    private static final Pattern TICKS = Pattern.compile("`+");
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~&]");
    private static final int SHORTEST_FENCE = 3;

    private final StringBuilder out = new StringBuilder();

    @Override
    public void title(String text) {
        out.append("# ").append(text).append("\n\n");
    }

    @Override
    public void heading(String text) {
        out.append("## ").append(text).append("\n\n");
    }

    @Override
    public void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    @Override
    public void list(List<String> items) {
        items.forEach(item -> out.append("- ").append(item).append('\n'));
        out.append('\n');
    }

    @Override
    public void facts(List<Fact> facts) {
        table(
                List.of("", ""),
                facts.stream().map(fact -> List.of(fact.label(), fact.value())).toList());
    }

    @Override
    public void table(List<String> header, List<List<String>> rows) {
        row(header);
        row(header.stream().map(_ -> "---").toList());
        rows.forEach(this::row);
        out.append('\n');
    }

    @Override
    public void verbatim(String text) {
        var fence = "`".repeat(Math.max(SHORTEST_FENCE, longestTicks(text) + 1));
        out.append(fence)
                .append('\n')
                .append(Visible.text(text))
                .append('\n')
                .append(fence)
                .append("\n\n");
    }

    @Override
    public void small(String text) {
        out.append("<sub>").append(text).append("</sub>\n");
    }

    @Override
    public String code(String value) {
        var text = Visible.line(value);
        var fence = "`".repeat(longestTicks(text) + 1);
        var space = text.startsWith("`") || text.endsWith("`") || text.isBlank() ? " " : "";
        return fence + space + text + space + fence;
    }

    @Override
    public String quote(String sentence) {
        return "“" + MARKUP.matcher(Visible.line(sentence)).replaceAll("\\\\$0") + "”";
    }

    @Override
    public String text() {
        return out.toString();
    }

    /** A bar ends a cell even within code. */
    private void row(List<String> cells) {
        out.append(cells.stream()
                        .map(cell -> cell.replaceAll("(?<!\\\\)\\|", "\\\\|"))
                        .collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    private static int longestTicks(String text) {
        return TICKS.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(String::length)
                .max(Comparator.naturalOrder())
                .orElse(0);
    }
}

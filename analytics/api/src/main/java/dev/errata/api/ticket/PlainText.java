package dev.errata.api.ticket;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Text for forms and mails that know no markup. */
final class PlainText implements Paper {
    private static final int WIDTH = 78;
    private static final String GAP = "  ";

    private final StringBuilder out = new StringBuilder();

    @Override
    public void title(String text) {
        underlined(text, "=");
    }

    @Override
    public void heading(String text) {
        underlined(text, "-");
    }

    @Override
    public void paragraph(String text) {
        out.append(wrapped(text, "")).append("\n\n");
    }

    @Override
    public void list(List<String> items) {
        items.forEach(item -> out.append("* ").append(wrapped(item, GAP)).append('\n'));
        out.append('\n');
    }

    @Override
    public void facts(List<Fact> facts) {
        var width = facts.stream().mapToInt(fact -> fact.label().length()).max().orElse(0);
        facts.forEach(fact -> out.append(padded(fact.label(), width))
                .append(GAP)
                .append(fact.value())
                .append('\n'));
        out.append('\n');
    }

    @Override
    public void table(List<String> header, List<List<String>> rows) {
        var lines = Stream.concat(Stream.of(header), rows.stream()).toList();
        var widths = IntStream.range(0, header.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        lines.forEach(line -> out.append(IntStream.range(0, widths.length)
                        .mapToObj(column -> padded(line.get(column), widths[column]))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .append('\n'));
        out.append('\n');
    }

    @Override
    public void verbatim(String text) {
        Visible.text(text)
                .lines()
                .forEach(line -> out.append("    ").append(line).append('\n'));
        out.append('\n');
    }

    @Override
    public void small(String text) {
        out.append(wrapped(text, "")).append('\n');
    }

    @Override
    public String code(String value) {
        return Visible.line(value);
    }

    @Override
    public String quote(String sentence) {
        return "“" + Visible.line(sentence) + "”";
    }

    @Override
    public String text() {
        return out.toString();
    }

    private void underlined(String text, String with) {
        out.append(text)
                .append('\n')
                .append(with.repeat(Math.min(text.length(), WIDTH)))
                .append("\n\n");
    }

    /** Broken between words, never within one: an id must stay whole. */
    private static String wrapped(String text, String indent) {
        var lines = new StringBuilder();
        var column = 0;
        for (var word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH - indent.length()) {
                lines.append('\n').append(indent);
                column = 0;
            } else if (column > 0) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
        }
        return lines.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}

package dev.errata.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table of text. Its last column is a picture, and shown on a terminal only.
 *
 * @param rows each as long as the header
 */
record TextTable(List<String> header, List<List<String>> rows) {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    /** A table of text alone: all columns are always shown. */
    static TextTable plain(List<String> header, List<List<String>> rows) {
        return new TextTable(
                withPicture(header), rows.stream().map(TextTable::withPicture).toList());
    }

    private static List<String> withPicture(List<String> row) {
        return Stream.concat(row.stream(), Stream.of("")).toList();
    }

    /**
     * The table in lines of at most the given width, the widest columns cut for it.
     *
     * @param width 0 where it is no terminal: nothing is cut then
     */
    String render(int width) {
        var columns = width == 0 ? header.size() - 1 : header.size();
        var widths = IntStream.range(0, columns).map(this::widest).toArray();
        if (width > 0) {
            shrink(widths, width);
        }
        return Stream.concat(Stream.of(header), rows.stream())
                .map(row -> line(row, widths))
                .collect(Collectors.joining("\n"));
    }

    private int widest(int column) {
        return Stream.concat(Stream.of(header), rows.stream())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(0);
    }

    private static int total(int[] widths) {
        return IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private static void shrink(int[] widths, int width) {
        for (int excess = total(widths) - width; excess > 0; excess--) {
            var widest = IntStream.range(0, widths.length)
                    .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                    .orElseThrow();
            widths[widest] = Math.max(NARROWEST, widths[widest] - 1);
        }
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> cell(row.get(column), widths[column]))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width) {
        var cut = text.length() <= width ? text : text.substring(0, width - 1) + "…";
        return cut + " ".repeat(width - cut.length());
    }
}

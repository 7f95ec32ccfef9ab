package dev.errata.app.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as in RFC 4180; a byte order mark and bare line feeds are understood, too. */
final class Csv {
    private static final int END = -1;
    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final PushbackReader in;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();

    private Csv(Reader in) {
        this.in = new PushbackReader(new BufferedReader(in));
    }

    /** All rows, the header too. Empty lines are left out. */
    static List<List<String>> read(Reader in) throws IOException {
        return new Csv(in).read();
    }

    static String line(List<String> cells) {
        return cells.stream().map(Csv::quoted).collect(Collectors.joining(","));
    }

    private List<List<String>> read() throws IOException {
        var first = in.read();
        if (first != BYTE_ORDER_MARK && first != END) {
            in.unread(first);
        }
        while (readCell()) {
            // each cell goes into the row, each row into the rows
        }
        return rows;
    }

    /** Reads a cell and what ends it; false at the end of the text. */
    private boolean readCell() throws IOException {
        var cell = new StringBuilder();
        var c = in.read();
        if (c == '"') {
            c = readQuoted(cell);
        }
        for (; c != ',' && c != '\n' && c != END; c = in.read()) {
            if (c != '\r') {
                cell.append((char) c);
            }
        }
        row.add(cell.toString());
        if (c != ',') {
            endRow();
        }
        return c != END;
    }

    /** Up to the quote that ends it; answers what follows. */
    private int readQuoted(StringBuilder cell) throws IOException {
        for (var c = in.read(); c != END; c = in.read()) {
            if (c == '"') {
                c = in.read();
                if (c != '"') {
                    return c;
                }
            }
            cell.append((char) c);
        }
        return END;
    }

    private void endRow() {
        if (!row.equals(List.of(""))) {
            rows.add(row);
        }
        row = new ArrayList<>();
    }

    private static String quoted(String cell) {
        var plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}

package dev.errata.api;

import java.util.regex.Pattern;

/** A cell of a CSV file (RFC 4180) that no spreadsheet takes for a formula. */
final class CsvCell {
    /** Spreadsheets calculate what begins like this; the apostrophe before it, they do not show. */
    private static final Pattern FORMULA =
            Pattern.compile("(?s)^[\\s\"']*[=+\\-@|%\\uff1d\\uff0b\\uff0d\\uff20].*|(?s)^[\\t\\r\\n].*");

    private static final Pattern SPECIAL = Pattern.compile("[,\"\\r\\n;\\t']");

    private CsvCell() {}

    static String of(String text) {
        var safe = FORMULA.matcher(text).matches() ? "'" + text : text;
        return SPECIAL.matcher(safe).find() ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}

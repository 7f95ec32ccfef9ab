package dev.errata.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** Error events as JSON, complete but for what a test is about. */
final class Events {
    static final String ID = "019c13a8-8b20-7abc-8def-0123456789ab";
    static final String TIME = "2026-01-31T12:00:00.123456Z";

    private Events() {}

    /** An event with these fields, given as name and JSON value in turn; the value "" leaves the field out. */
    static byte[] json(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("event_id", "\"" + ID + "\"");
        fields.put("time", "\"" + TIME + "\"");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(UTF_8);
    }

    static ErrorEvent decoded(String... namesAndValues) throws InvalidRecordException {
        return new ErrorEventCodec().decode(json(namesAndValues));
    }
}

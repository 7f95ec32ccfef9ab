package dev.errata.emitter.fake;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a {@link FakeProvider} answers. */
public record Reply(int status, Map<String, String> headers, String body, Ending ending) {

    /** How the answer comes to its end. */
    public enum Ending {
        WHOLE,
        /** The connection is closed before the promised end. */
        ABORTED,
        /** Nothing more comes. */
        STALLED,
        /** Not even the head comes. */
        SILENT
    }

    public static Reply json(int status, String body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body, Ending.WHOLE);
    }

    /** An error as OpenAI writes it, which SDKs are told to retry at once. */
    public static Reply error(int status, String requestId) {
        return json(status, """
                        {"error":{"message":"It failed with %d","type":"some_error","param":null,"code":"code_%d"}}""".formatted(status, status))
                .with("x-request-id", requestId)
                .with("retry-after-ms", "5");
    }

    public static Reply events(String body) {
        return new Reply(200, Map.of("Content-Type", "text/event-stream"), body, Ending.WHOLE);
    }

    public static Reply silent() {
        return new Reply(200, Map.of(), "", Ending.SILENT);
    }

    public Reply with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, ending);
    }

    public Reply ending(Ending how) {
        return new Reply(status, headers, body, how);
    }
}

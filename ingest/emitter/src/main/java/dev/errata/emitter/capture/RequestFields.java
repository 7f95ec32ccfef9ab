package dev.errata.emitter.capture;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Model and streaming as a JSON request says them at its top level.
 *
 * @param model null where it was not found
 * @param stream null where it was not found
 * @param whole whether the object was read to its end, so that what was not found is not there
 */
record RequestFields(@Nullable String model, @Nullable Boolean stream, boolean whole) {
    static final RequestFields NONE = new RequestFields(null, null, false);

    /** SDKs write the conversation before the model, so the start of a body is not enough. Takes about a millisecond. */
    static final int BUDGET = 1 << 20;

    private static final int MAX_MODEL = 200;

    /** What those bytes of UTF-8 say, which may be cut off. Skips what is of no interest without parsing it. */
    static RequestFields of(byte[] json, int offset, int length) {
        return new Scan(json, offset, offset + Math.min(length, BUDGET)).run();
    }

    /** One pass over one body. */
    private static final class Scan {
        private final byte[] json;
        private final int end;
        private int at;
        private int depth;
        private boolean atKey = true;
        private String key = "";
        private @Nullable String model;
        private @Nullable Boolean stream;

        Scan(byte[] json, int start, int end) {
            this.json = json;
            this.at = start;
            this.end = end;
        }

        RequestFields run() {
            while (at < end && json[at] <= ' ') {
                at++;
            }
            var ended = at == end || json[at] != '{';
            while (at < end && !ended && (model == null || stream == null)) {
                ended = step(json[at]);
                at++;
            }
            return new RequestFields(model, stream, ended && depth == 0 && at > 0);
        }

        /** Whether the object ends here. */
        private boolean step(byte c) {
            switch (c) {
                case '"' -> string();
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ',' -> atKey |= depth == 1;
                case ':' -> atKey &= depth != 1;
                case 't', 'f' -> flag(c == 't');
                default -> {
                    return false;
                }
            }
            return depth == 0 && c == '}';
        }

        private void string() {
            var start = at + 1;
            var close = start;
            while (close < end && json[close] != '"') {
                close += json[close] == '\\' ? 2 : 1;
            }
            if (depth == 1 && close < end) {
                text(start, close - start);
            }
            at = close;
        }

        private void text(int start, int length) {
            if (atKey) {
                key = length <= MAX_MODEL ? read(start, length) : "";
            } else if (key.equals("model") && length <= MAX_MODEL) {
                model = read(start, length).replace("\\/", "/");
            }
        }

        private void flag(boolean value) {
            if (depth == 1 && !atKey && key.equals("stream")) {
                stream = value;
                key = "";
            }
        }

        private String read(int start, int length) {
            return new String(json, start, length, StandardCharsets.UTF_8);
        }
    }
}

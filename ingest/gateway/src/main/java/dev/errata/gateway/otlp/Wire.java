package dev.errata.gateway.otlp;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import dev.errata.contract.Json;
import dev.errata.http.ApiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** How OTLP is written in a body: an answer is written as its request was. */
public enum Wire {
    PROTOBUF("application/x-protobuf") {
        @Override
        <M extends Message> M read(byte[] body, M prototype, LongConsumer memory) {
            return ProtobufBody.read(body, prototype, memory);
        }

        @Override
        byte[] response(Rejection rejection) {
            return message(out -> {
                if (rejection.items() > 0) {
                    out.writeByteArray(PARTIAL_SUCCESS, message(partial -> {
                        partial.writeInt64(REJECTED_ITEMS, rejection.items());
                        partial.writeString(ERROR_MESSAGE, rejection.message());
                    }));
                }
            });
        }

        @Override
        public byte[] status(int httpStatus, String message) {
            return message(out -> {
                out.writeInt32(STATUS_CODE, rpcCode(httpStatus));
                out.writeString(STATUS_MESSAGE, message);
            });
        }
    },

    JSON("application/json") {
        @Override
        <M extends Message> M read(byte[] body, M prototype, LongConsumer memory) {
            return JsonBody.read(body, prototype);
        }

        @Override
        byte[] response(Rejection rejection) {
            var json = JsonNodeFactory.instance.objectNode();
            if (rejection.items() > 0) {
                json.putObject("partialSuccess")
                        .put(rejection.jsonName(), Long.toString(rejection.items()))
                        .put("errorMessage", rejection.message());
            }
            return Json.write(json);
        }

        @Override
        public byte[] status(int httpStatus, String message) {
            return Json.write(JsonNodeFactory.instance
                    .objectNode()
                    .put("code", rpcCode(httpStatus))
                    .put("message", message));
        }
    };

    /** Fields of {@code Export*ServiceResponse}, its {@code partial_success}, and {@code google.rpc.Status}. */
    private static final int PARTIAL_SUCCESS = 1;

    private static final int REJECTED_ITEMS = 1;
    private static final int ERROR_MESSAGE = 2;
    private static final int STATUS_CODE = 1;
    private static final int STATUS_MESSAGE = 2;

    private static final int INVALID_ARGUMENT = 3;
    private static final int INTERNAL = 13;

    private final String contentType;

    Wire(String contentType) {
        this.contentType = contentType;
    }

    /** The one of that Content-Type; empty where it is another. */
    public static Optional<Wire> of(@Nullable String contentType) {
        var essence = contentType == null
                ? ""
                : contentType.replace(" ", "").replace("\"", "").toLowerCase(Locale.ROOT);
        return switch (essence) {
            case "application/x-protobuf" -> Optional.of(PROTOBUF);
            case "application/json", "application/json;charset=utf-8" -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }

    public String contentType() {
        return contentType;
    }

    /** An error as {@code google.rpc.Status}. */
    public abstract byte[] status(int httpStatus, String message);

    abstract <M extends Message> M read(byte[] body, M prototype, LongConsumer memory);

    abstract byte[] response(Rejection rejection);

    /**
     * What of a request will never be stored.
     *
     * @param jsonName the field of {@code partialSuccess} that says how many
     * @param items how many; 0 where all is well
     */
    record Rejection(String jsonName, long items, String message) {}

    private static int rpcCode(int httpStatus) {
        return switch (httpStatus) {
            case 401 -> 16;
            case 403 -> 7;
            case 429 -> 8;
            case 503 -> 14;
            default -> httpStatus < 500 ? INVALID_ARGUMENT : INTERNAL;
        };
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static ApiException malformed(String what) {
        return ApiException.badRequest("The body is " + what);
    }
}

package dev.errata.emitter.capture;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Text of an answer's bytes, of which the end may be missing. */
final class BodyText {
    private BodyText() {}

    /** Empty where the bytes are packed in a way that is not known here. */
    static String of(byte[] bytes, Map<String, String> headers, int limit) {
        var charset = MediaTypes.charset(headers.getOrDefault("content-type", ""));
        return switch (headers.getOrDefault("content-encoding", "identity")) {
            case "identity" -> new String(bytes, charset);
            case "gzip", "x-gzip" -> new String(unzipped(bytes, limit), charset);
            default -> "";
        };
    }

    /** As far as it can be unpacked: the stream may have been cut. */
    private static byte[] unzipped(byte[] bytes, int limit) {
        var out = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var chunk = new byte[4096];
            for (int n = in.read(chunk); n >= 0 && out.size() < limit; n = in.read(chunk)) {
                out.write(chunk, 0, n);
            }
        } catch (IOException e) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }
}

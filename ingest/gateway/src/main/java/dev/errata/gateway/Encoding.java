package dev.errata.gateway;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.errata.http.ApiException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** How a body is compressed. */
enum Encoding {
    IDENTITY {
        @Override
        byte[] decode(byte[] body, int maxBytes) {
            return body;
        }
    },

    GZIP {
        @Override
        byte[] decode(byte[] body, int maxBytes) throws IOException {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                var decoded = readAll(in, maxBytes);
                checkTrailer(body, decoded.length);
                return decoded;
            }
        }
    },

    ZSTD {
        @Override
        byte[] decode(byte[] body, int maxBytes) throws IOException {
            try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(body)).setLongMax(MAX_WINDOW_LOG)) {
                return readAll(in, maxBytes);
            }
        }
    };

    private static final String ALL = "gzip, zstd, identity";
    private static final int MAX_WINDOW_LOG = 23;

    /**
     * The body as it was before it was compressed.
     *
     * @throws IOException where it is damaged
     * @throws ApiException 413 where it would be more than the given size
     */
    abstract byte[] decode(byte[] body, int maxBytes) throws IOException;

    /** Reads a Content-Encoding; none is {@link #IDENTITY}. */
    static Encoding of(@Nullable String contentEncoding) {
        return switch (contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> IDENTITY;
            case "gzip" -> GZIP;
            case "zstd" -> ZSTD;
            default ->
                throw ApiException.unsupportedMediaType("Content-Encoding must be one of " + ALL)
                        .withHeader("Accept-Encoding", ALL);
        };
    }

    private static byte[] readAll(InputStream in, int maxBytes) throws IOException {
        var decoded = in.readNBytes(maxBytes);
        if (decoded.length == maxBytes && in.read() >= 0) {
            throw ApiException.payloadTooLarge("The body is too large when decompressed");
        }
        return decoded;
    }

    /** The trailer tells the length of all that was decoded: otherwise there is another member, or garbage, behind. */
    private static void checkTrailer(byte[] body, int length) throws IOException {
        var trailer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(body.length - Integer.BYTES);
        if (trailer != length) {
            throw new ZipException("more than one gzip member");
        }
    }
}

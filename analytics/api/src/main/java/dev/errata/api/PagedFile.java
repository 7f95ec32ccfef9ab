package dev.errata.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.http.RequestIds;
import dev.errata.store.query.StoreUnavailableException;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that is a file of lines, written page by page, so that it may be larger than memory. One that could not be
 * finished ends with a line that says so, since its status has been sent by then.
 */
final class PagedFile {
    private static final Logger LOG = LoggerFactory.getLogger(PagedFile.class);

    private PagedFile() {}

    /**
     * A page.
     *
     * @param next where the next one begins; empty if this is the last
     */
    record Page<P>(Stream<String> lines, Optional<P> next) {}

    /**
     * Answers with the file.
     *
     * @param name without what its format adds to it
     * @param pages the page that begins at a place, the first one where there is none
     */
    static <P> void write(Context ctx, String name, ExportFormat format, Function<Optional<P>, Page<P>> pages)
            throws IOException {
        var page = pages.apply(Optional.empty());
        ctx.contentType(format.contentType())
                .header("Content-Disposition", "attachment; filename=\"" + name + "." + format.extension() + "\"");
        var out = ctx.outputStream();
        write(out, format.header().stream().iterator());
        write(out, page.lines().iterator());
        while (page.next().isPresent()) {
            try {
                page = pages.apply(page.next());
            } catch (StoreUnavailableException e) {
                LOG.warn("{} an export was broken off: {}", RequestIds.of(ctx), e.getMessage(), e);
                write(out, Stream.of(format.brokenOff(RequestIds.of(ctx))).iterator());
                return;
            }
            write(out, page.lines().iterator());
        }
    }

    private static void write(OutputStream out, Iterator<String> lines) throws IOException {
        while (lines.hasNext()) {
            out.write((lines.next() + "\n").getBytes(UTF_8));
        }
    }
}

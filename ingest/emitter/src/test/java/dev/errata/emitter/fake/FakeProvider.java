package dev.errata.emitter.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An API on this machine that answers as the test says. */
public final class FakeProvider implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** Answers every request as the function says. */
    public FakeProvider(Function<Asked, Reply> answers) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    /** Answers with these, in this order, and then with the last. */
    public static FakeProvider answering(Reply... replies) {
        var next = List.of(replies).iterator();
        var last = replies[replies.length - 1];
        return new FakeProvider(asked -> {
            synchronized (next) {
                return next.hasNext() ? next.next() : last;
            }
        });
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Every request so far. */
    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, Function<Asked, Reply> answers) throws IOException {
        var request = new Asked(
                exchange.getRequestURI().toString(),
                name -> exchange.getRequestHeaders().getFirst(name),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        asked.add(request);
        var reply = answers.apply(request);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        var body = reply.body().getBytes(UTF_8);
        switch (reply.ending()) {
            case WHOLE -> {
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            }
            case ABORTED -> {
                exchange.sendResponseHeaders(reply.status(), body.length + 1000L);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                exchange.close();
            }
            case STALLED -> {
                exchange.sendResponseHeaders(reply.status(), 0);
                exchange.getResponseBody().write(body);
                exchange.getResponseBody().flush();
                waitForClose();
            }
            case SILENT -> waitForClose();
        }
    }

    private void waitForClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One request. */
    public record Asked(String path, Function<String, String> header, String body) {}
}

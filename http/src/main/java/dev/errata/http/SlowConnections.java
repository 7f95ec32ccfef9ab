package dev.errata.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Hangs up on whoever takes too long over the headers of a request (an idle timeout alone lets one byte in a while
 * through), and on connections beyond what one address may have. Safe from any thread.
 */
final class SlowConnections extends Handler.Wrapper implements Connection.Listener {
    private static final long LOOKS_PER_TIMEOUT = 4;

    private final long timeoutNanos;
    private final int maxPerAddress;
    private final Map<Connection, Headers> open = new ConcurrentHashMap<>();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();

    SlowConnections(WebServerConfig config) {
        this.timeoutNanos = config.headerTimeout().toNanos();
        this.maxPerAddress = config.connectionsPerAddress();
    }

    @Override
    protected void doStart() throws Exception {
        for (var connector : getServer().getConnectors()) {
            connector.addEventListener(this);
        }
        super.doStart();
        lookLater();
    }

    @Override
    public void onOpened(Connection connection) {
        var address = RemoteNetwork.of(connection.getEndPoint().getRemoteSocketAddress());
        open.put(connection, new Headers(address));
        if (perAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var headers = open.remove(connection);
        if (headers != null) {
            perAddress.computeIfPresent(headers.address, (address, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var connection = request.getConnectionMetaData().getConnection();
        var headers = open.get(connection);
        if (headers != null) {
            headers.complete();
            Request.addCompletionListener(request, failure -> headers.awaitNext(connection.getBytesIn()));
        }
        return super.handle(request, response, callback);
    }

    private void lookLater() {
        getServer().getScheduler().schedule(this::look, timeoutNanos / LOOKS_PER_TIMEOUT, TimeUnit.NANOSECONDS);
    }

    private void look() {
        var now = System.nanoTime();
        open.forEach((connection, headers) -> {
            if (headers.isLate(connection.getBytesIn(), now, timeoutNanos)) {
                connection.getEndPoint().close();
            }
        });
        if (isRunning()) {
            lookLater();
        }
    }

    /** Whether the headers of a connection's next request have begun to come, and when that was first seen. */
    private static final class Headers {
        /** A closed connection does not tell it any more. */
        private final String address;

        private boolean awaited = true;
        private long bytesBefore;
        private boolean begun;
        private long begunAt;

        Headers(String address) {
            this.address = address;
        }

        synchronized void complete() {
            awaited = false;
        }

        synchronized void awaitNext(long bytesIn) {
            awaited = true;
            bytesBefore = bytesIn;
            begun = false;
        }

        synchronized boolean isLate(long bytesIn, long now, long timeout) {
            if (!awaited || bytesIn == bytesBefore) {
                return false;
            }
            if (!begun) {
                begun = true;
                begunAt = now;
            }
            return now - begunAt > timeout;
        }
    }
}

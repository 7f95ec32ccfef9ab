package dev.errata.emitter.http;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How clients are closed since Java 21, called from code that Java 17 runs too: there, clients cannot be closed. */
final class Lifecycle {
    private final HttpClient client;

    Lifecycle(HttpClient client) {
        this.client = client;
    }

    void close() {
        call("close");
    }

    void shutdown() {
        call("shutdown");
    }

    void shutdownNow() {
        call("shutdownNow");
    }

    boolean isTerminated() {
        return Boolean.TRUE.equals(call("isTerminated"));
    }

    boolean awaitTermination(Duration duration) throws InterruptedException {
        try {
            var method = HttpClient.class.getMethod("awaitTermination", Duration.class);
            return Boolean.TRUE.equals(method.invoke(client, duration));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw unexpected(e);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Null where the method gives nothing, or does not exist on this platform. */
    private @Nullable Object call(String method) {
        try {
            return HttpClient.class.getMethod(method).invoke(client);
        } catch (InvocationTargetException e) {
            throw unexpected(e);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** None of these methods declares another exception. */
    private static RuntimeException unexpected(InvocationTargetException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}

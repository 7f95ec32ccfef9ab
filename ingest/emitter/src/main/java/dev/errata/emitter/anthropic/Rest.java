package dev.errata.emitter.anthropic;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads what the SDK has left of failed answers that it retries: it closes them unread, and must not wait for what they say.
 * So they are read and closed in the background, by threads that end when there is nothing to do.
 */
final class Rest {
    private static final int THREADS = 2;
    private static final int WAITING = 100;
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor readers;

    Rest() {
        readers = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Rest::thread);
        readers.allowCoreThreadTimeOut(true);
    }

    /** Reads and closes in the background; where too many wait, only closes, at once. */
    void readAndClose(Runnable reading, Runnable closing) {
        try {
            readers.execute(() -> {
                try {
                    reading.run();
                } finally {
                    closing.run();
                }
            });
        } catch (RejectedExecutionException e) {
            closing.run();
        }
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "errata-rest-of-answers");
        thread.setDaemon(true);
        return thread;
    }
}

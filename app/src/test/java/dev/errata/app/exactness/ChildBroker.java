package dev.errata.app.exactness;

import dev.errata.embedded.LocalBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker and nothing else, to be killed. */
final class ChildBroker {
    private ChildBroker() {}

    /** Arguments: its directory and its port. */
    public static void main(String[] arguments) throws InterruptedException {
        var broker = LocalBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        new CountDownLatch(1).await();
    }
}

package dev.errata.app.exactness;

import dev.errata.app.Main;
import dev.errata.app.node.ChildAnalytics;
import dev.errata.app.node.ChildAnalytics.Weakness;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What counts and stores: as it ships, or without one of the parts that its exactness rests on. */
@FunctionalInterface
interface Build {
    /** As it ships. */
    Build COMPLETE = (log, heapMiB, arguments) -> new Jvm(log, heapMiB, Main.class, arguments);

    static Build with(Weakness weakness) {
        return (log, heapMiB, arguments) -> new Jvm(
                log,
                heapMiB,
                ChildAnalytics.class,
                Stream.concat(Stream.of(weakness.name()), arguments.stream()).toList());
    }

    Jvm analytics(Path log, int heapMiB, List<String> arguments);
}

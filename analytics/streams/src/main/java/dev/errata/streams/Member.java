package dev.errata.streams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One process in the groups that share out partitions.
 *
 * @param name no other process has it; the same name after a crash takes its partitions over at once, any other one waits
 *     until the dead one's session ends. Null: it has none, and any number may run
 * @param session how long it keeps its partitions without a sign of life
 */
public record Member(@Nullable String name, Duration session) {
    /** Short, so that a killed process is soon replaced; a pause of the machine that is longer costs a restore. */
    public static final Duration SESSION = Duration.ofSeconds(10);
}

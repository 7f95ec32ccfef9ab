package dev.errata.emitter.capture;

import dev.errata.contract.Target;

/** Asynchronous tasks: submitted by one call, asked after by others. Safe from any thread. */
public final class Tasks {
    private final Parts parts;

    Tasks(Parts parts) {
        this.parts = parts;
    }

    /**
     * The API has taken a task on.
     *
     * @param id as the API gave it
     * @param target whom it was given to
     */
    public Task submitted(String id, Target target) {
        return new Task(parts, id, target);
    }
}

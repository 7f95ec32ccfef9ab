package dev.errata.app.node;

import dev.errata.embedded.StartException;

/** Either everything is started, or nothing is left of it. */
final class Start {
    private Start() {}

    /** What makes a node of parts, and gives what it starts to them. */
    @FunctionalInterface
    interface Assembly {
        Node assemble(Parts parts) throws StartFailedException, InterruptedException;
    }

    static Node of(Assembly assembly) throws StartFailedException, InterruptedException {
        var parts = new Parts();
        try {
            return assembly.assemble(parts);
        } catch (StartException e) {
            parts.close();
            throw StartFailedException.of(e);
        } catch (StartFailedException | InterruptedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }
}

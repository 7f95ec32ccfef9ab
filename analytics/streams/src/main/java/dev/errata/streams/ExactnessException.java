package dev.errata.streams;

/** To go on would count wrongly: somebody has to look. Stops the topology, since a new thread would meet the same. */
final class ExactnessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExactnessException(String message) {
        super(message);
    }
}

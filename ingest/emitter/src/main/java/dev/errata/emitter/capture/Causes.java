package dev.errata.emitter.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;

/** Looks into exceptions that the application, or anybody, may have written: they may throw, block, or go round. */
final class Causes {
    private static final int MAX_DEPTH = 8;
    private static final List<String> TRUSTED =
            List.of("java.", "javax.", "sun.", "jdk.", "kotlin.", "okhttp3.", "okio.", "com.openai.", "com.anthropic.");

    private Causes() {}

    /** The exception and what caused it, outermost first; each once. */
    static List<Throwable> of(Throwable outermost) {
        var chain = new ArrayList<Throwable>();
        var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
        var next = outermost;
        while (next != null && chain.size() < MAX_DEPTH && seen.add(next)) {
            chain.add(next);
            next = isTrusted(next, "getCause") ? next.getCause() : null;
        }
        return chain;
    }

    /** Its class and its message; without the message where somebody's own code would have to be asked for it. */
    static String text(Throwable failure) {
        var name = failure.getClass().getSimpleName();
        var message = isTrusted(failure, "getMessage") ? failure.getMessage() : "(message not read)";
        return message == null || message.isBlank() ? name : name + ": " + message;
    }

    /** The message, where asking for it runs nobody's own code. */
    static String message(Throwable failure) {
        var message = isTrusted(failure, "getMessage") ? failure.getMessage() : null;
        return message == null ? "" : message;
    }

    private static boolean isTrusted(Throwable failure, String getter) {
        try {
            var owner = failure.getClass().getMethod(getter).getDeclaringClass().getName();
            return TRUSTED.stream().anyMatch(owner::startsWith);
        } catch (NoSuchMethodException | LinkageError e) {
            return false;
        }
    }
}

package dev.errata.core.monitor;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors of a series in a window, and how many of them do not come from its busiest client. */
final class Sum {
    private long errors;
    private long most;
    private @Nullable String only;
    private @Nullable Map<String, Long> clients;

    void add(String client, long more) {
        errors += more;
        if (clients == null && (only == null || only.equals(client))) {
            only = client;
            most = errors;
            return;
        }
        if (clients == null) {
            clients = new HashMap<>();
            clients.put(only == null ? "" : only, most);
        }
        most = Math.max(most, clients.merge(client, more, Long::sum));
    }

    long errors() {
        return errors;
    }

    long elsewhere() {
        return errors - most;
    }
}

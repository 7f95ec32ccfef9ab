package dev.errata.emitter.capture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The scopes that the application has opened, per thread. Safe from any thread. */
public final class Calls {
    private final Sight sight;
    private final ThreadLocal<Deque<CallScope>> open = ThreadLocal.withInitial(ArrayDeque::new);

    Calls(Sight sight) {
        this.sight = sight;
    }

    /** Begins a logical call on this thread. */
    public CallScope begin() {
        var scope = new CallScope(this, LogicalCall.whole(sight));
        open.get().push(scope);
        return scope;
    }

    Optional<LogicalCall> current() {
        return Optional.ofNullable(open.get().peek()).map(CallScope::call);
    }

    void close(CallScope scope) {
        var scopes = open.get();
        scopes.remove(scope);
        if (scopes.isEmpty()) {
            open.remove();
        }
        sight.guard().run(scope.call()::over);
    }
}

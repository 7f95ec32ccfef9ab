package dev.errata.app.node;

import dev.errata.contract.Caller;
import dev.errata.http.Access;
import dev.errata.http.AccessMetrics;
import dev.errata.http.access.Principal;
import dev.errata.http.access.Scope;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;

/** For servers of tests that are no whole node: whoever is on this machine may send. */
final class OpenAccess {
    private OpenAccess() {}

    static Access create() {
        var sender = new Principal(Caller.DEFAULT_PROJECT, EnumSet.of(Scope.INGEST));
        return Access.openToThisMachine(sender, _ -> Optional.empty(), AccessMetrics.NOOP, InstantSource.system());
    }
}

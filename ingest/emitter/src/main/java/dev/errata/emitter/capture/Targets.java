package dev.errata.emitter.capture;

import dev.errata.contract.Target;
import dev.errata.contract.normalise.ProviderHosts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom and what a request calls, by the request alone: totals and events have to agree on it. */
final class Targets {
    private Targets() {}

    /** A host that is no known provider's stands for itself. */
    static Target of(RequestHead head, RequestFields fields) {
        return new Target(
                ProviderHosts.provider(head.host()).orElse(head.host()),
                Optional.ofNullable(fields.model())
                        .or(() -> Operations.model(head.path()))
                        .orElse(null),
                Operations.name(head.method(), head.path()),
                streaming(head, fields),
                ApiKeys.fingerprint(head).orElse(null));
    }

    private static @Nullable Boolean streaming(RequestHead head, RequestFields fields) {
        if (fields.stream() != null) {
            return fields.stream();
        }
        if (head.acceptsStream()) {
            return true;
        }
        return fields.whole() ? false : null;
    }
}

package dev.errata.contract.normalise;

import java.util.List;

/**
 * How one provider, gateway or proxy writes its errors. Immutable.
 *
 * @param recognition by what it gives itself away
 * @param idHeaders where it puts the request id, before the headers that everybody uses
 * @param paths where its fields stand, before the places that everybody uses
 * @param resets its limits' resets, where their scale is known
 * @param gateway whether it stands in front of other APIs
 */
record ProviderError(
        String name,
        Recognition recognition,
        List<String> idHeaders,
        FieldPaths paths,
        List<Reset> resets,
        boolean gateway) {

    /** One whose errors stand where everybody's do. */
    static ProviderError of(Recognition recognition) {
        return new ProviderError(recognition.names().get(0), recognition, List.of(), FieldPaths.NONE, List.of(), false);
    }

    /** As {@link #of}, in front of other APIs. */
    static ProviderError gateway(Recognition recognition) {
        return new ProviderError(recognition.names().get(0), recognition, List.of(), FieldPaths.NONE, List.of(), true);
    }

    ProviderError ids(String... headers) {
        return new ProviderError(name, recognition, List.of(headers), paths, resets, gateway);
    }

    ProviderError paths(FieldPaths places) {
        return new ProviderError(name, recognition, idHeaders, places, resets, gateway);
    }

    ProviderError resets(Reset... headers) {
        return new ProviderError(name, recognition, idHeaders, paths, List.of(headers), gateway);
    }
}

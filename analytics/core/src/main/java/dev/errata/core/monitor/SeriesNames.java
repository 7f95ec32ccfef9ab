package dev.errata.core.monitor;

import dev.errata.contract.Catalogue;
import dev.errata.contract.Owner;
import dev.errata.core.Dimension;
import dev.errata.core.RateKey;
import dev.errata.core.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The series and leaves of a project, remembered since they are needed again and again. */
final class SeriesNames {
    private static final int REMEMBERED_LEAVES = 50_000;
    private static final List<SeriesKind> KINDS = List.of(SeriesKind.values());

    private final Map<String, Series> series = new HashMap<>();
    private final Map<ByteBuffer, Leaf> leaves = new HashMap<>();

    /** The leaf of a {@link RateKey}, given as {@link RateKey#toBytes} writes it; the bytes must not change. */
    Leaf leaf(byte[] key) {
        var name = ByteBuffer.wrap(key);
        var leaf = leaves.get(name);
        if (leaf == null) {
            if (leaves.size() >= REMEMBERED_LEAVES) {
                leaves.clear();
                series.clear();
            }
            leaf = newLeaf(RateKey.ofBytes(key, 0, key.length));
            leaves.put(name, leaf);
        }
        return leaf;
    }

    private Leaf newLeaf(RateKey key) {
        var owner = owner(key);
        var all = new ArrayList<Series>(KINDS.size());
        for (var kind : KINDS) {
            var where = kind.where(key, owner);
            if (where != null) {
                all.add(named(name(kind, kind.callsOf(key), where)));
            }
        }
        return new Leaf(key, owner, all);
    }

    private static String name(SeriesKind kind, String calls, List<String> where) {
        var name = new StringBuilder(kind.name()).append('\0').append(calls);
        where.forEach(part -> name.append('\0').append(part));
        return name.toString();
    }

    /** The series of that name. */
    Series named(String name) {
        return series.computeIfAbsent(name, SeriesNames::read);
    }

    private static Series read(String name) {
        var parts = name.split("\0", -1);
        var where = new TreeMap<String, String>();
        // Calls are named by a dimension and a value, or by nothing.
        var kind = SeriesKind.valueOf(parts[0]);
        var first = parts[1].isEmpty() ? 2 : 3;
        for (int i = first; i + 1 < parts.length; i += 2) {
            where.put(parts[i], parts[i + 1]);
        }
        return new Series(kind, new Scope(where), name, first == 2 ? "" : parts[1] + '\0' + parts[2]);
    }

    private static Owner owner(RateKey key) {
        return Catalogue.standard()
                .find(
                        status(key.value(Dimension.STATUS)),
                        textOrNull(key.value(Dimension.CODE)),
                        textOrNull(key.value(Dimension.TYPE)))
                .map(entry -> entry.owner())
                .orElse(Owner.UNKNOWN);
    }

    private static @Nullable Integer status(String text) {
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

package dev.errata.core.attribute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The smallest slices that explain a deviation. Of all elements of all cuboids, the one is taken that gains most
 * likelihood when it has a rate of its own, less what it costs to say which one it is: leaves that do not deviate dilute
 * a slice, leaves that do and are missed are lost to it. Then the next, with the first explained, while it still
 * explains a part worth naming.
 */
public final class Localisation {
    /** A slice that explains less of what the first one explained is noise. */
    private static final double LEAST_PART = 0.02;

    /** And so is one that gains less, in natural units of log-likelihood. */
    private static final double LEAST_GAIN = 10;

    /** Each further predicate has to be worth so much. */
    private static final double PREDICATE = 2;

    private final int mostPredicates;
    private final int mostSlices;

    /**
     * @param mostPredicates a slice has, at least 1; default 3
     * @param mostSlices are named, at least 1
     */
    public Localisation(int mostPredicates, int mostSlices) {
        this.mostPredicates = mostPredicates;
        this.mostSlices = mostSlices;
    }

    /** The slices, the one that explains most first; empty where nothing deviates. */
    public List<Slice> of(Cube cube, Noise noise) {
        var cells = new Cells(cube, noise);
        var found = new ArrayList<Element>();
        while (found.size() < mostSlices) {
            var next = best(cells);
            if (next == null
                    || next.gain < LEAST_GAIN
                    || (!found.isEmpty() && next.gain < LEAST_PART * found.getFirst().gain)) {
                break;
            }
            found.add(next);
            cells.explain(next);
        }
        return found.stream().map(element -> slice(cube, element)).toList();
    }

    private @Nullable Element best(Cells cells) {
        var cuboids = 1 << cells.dimensions;
        return IntStream.range(1, cuboids)
                .filter(cuboid -> Integer.bitCount(cuboid) <= mostPredicates)
                .mapToObj(cells::best)
                .filter(element -> element != null)
                .reduce((one, other) -> other.gain > one.gain ? other : one)
                .orElse(null);
    }

    private static Slice slice(Cube cube, Element element) {
        var where = new TreeMap<String, String>();
        var example = cube.leaves().get(element.leaf).values();
        for (int dimension = 0; dimension < cube.dimensions().size(); dimension++) {
            if ((element.cuboid & (1 << dimension)) != 0) {
                where.put(cube.dimensions().get(dimension), example.get(dimension));
            }
        }
        var inside =
                cube.leaves().stream().filter(leaf -> cube.isIn(leaf, where)).toList();
        var observed = inside.stream().mapToDouble(Leaf::observed).sum();
        var expected = inside.stream().mapToDouble(Leaf::expected).sum();
        var whole = cube.observed() - cube.expected();
        return new Slice(where, observed, expected, whole == 0 ? 0 : (observed - expected) / whole);
    }

    /**
     * @param cuboid bit set of its dimensions
     * @param leaf any leaf in it
     */
    private record Element(int cuboid, int leaf, double gain) {}

    /** The cube as arrays of numbers. */
    private static final class Cells {
        private final int dimensions;
        private final int[][] values;
        private final long[] strides;
        private final double[] observed;
        private final double[] expected;

        Cells(Cube cube, Noise noise) {
            dimensions = cube.dimensions().size();
            var size = cube.leaves().size();
            values = new int[dimensions][size];
            strides = new long[dimensions];
            observed = new double[size];
            expected = new double[size];
            for (int leaf = 0; leaf < size; leaf++) {
                var weight = noise.weight(cube.leaves().get(leaf).expected());
                observed[leaf] = weight * cube.leaves().get(leaf).observed();
                expected[leaf] = weight * cube.leaves().get(leaf).expected();
            }
            long stride = 1;
            for (int dimension = 0; dimension < dimensions; dimension++) {
                strides[dimension] = stride;
                stride = Math.multiplyExact(stride, Math.max(1, number(cube, dimension)));
            }
        }

        /** Gives the values of a dimension numbers; answers how many there are. */
        private int number(Cube cube, int dimension) {
            var numbers = new HashMap<String, Integer>();
            for (int leaf = 0; leaf < values[dimension].length; leaf++) {
                var value = cube.leaves().get(leaf).values().get(dimension);
                values[dimension][leaf] = numbers.computeIfAbsent(value, name -> numbers.size());
            }
            return numbers.size();
        }

        /** The element of that cuboid which gains most. */
        @Nullable
        Element best(int cuboid) {
            var slots = new HashMap<Long, Integer>();
            var sums = new double[2 * observed.length];
            var examples = new int[observed.length];
            for (int leaf = 0; leaf < observed.length; leaf++) {
                var slot = slots.computeIfAbsent(key(cuboid, leaf), name -> slots.size());
                sums[2 * slot] += observed[leaf];
                sums[2 * slot + 1] += expected[leaf];
                examples[slot] = leaf;
            }
            var cost = Math.log(slots.size()) + PREDICATE * Integer.bitCount(cuboid);
            Element best = null;
            for (int slot = 0; slot < slots.size(); slot++) {
                var gain = gain(sums[2 * slot], sums[2 * slot + 1]) - cost;
                if (best == null || gain > best.gain) {
                    best = new Element(cuboid, examples[slot], gain);
                }
            }
            return best;
        }

        /** Its leaves are accounted for: each has one cause. */
        void explain(Element element) {
            var key = key(element.cuboid, element.leaf);
            for (int leaf = 0; leaf < observed.length; leaf++) {
                if (key(element.cuboid, leaf) == key) {
                    observed[leaf] = 0;
                    expected[leaf] = 0;
                }
            }
        }

        private long key(int cuboid, int leaf) {
            long key = 0;
            for (int dimension = 0; dimension < dimensions; dimension++) {
                if ((cuboid & (1 << dimension)) != 0) {
                    key += strides[dimension] * values[dimension][leaf];
                }
            }
            return key;
        }

        /** Log-likelihood of Poisson counts at their own mean over that at the expected one. */
        private static double gain(double observed, double expected) {
            if (expected <= 0) {
                return 0;
            }
            return (observed > 0 ? observed * Math.log(observed / expected) : 0) - (observed - expected);
        }
    }
}

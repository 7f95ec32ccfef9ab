package dev.errata.app.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Everything that is wrong with a file. Used by one thread. */
final class Problems {
    private record Problem(int line, String what) {}

    private final List<Problem> found = new ArrayList<>();

    /** Notes it with the line of the node. */
    void add(Node node, String what) {
        add(node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0), what);
    }

    /** @param line from 1; 0: none in particular */
    void add(int line, String what) {
        found.add(new Problem(line, what));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the lines. */
    List<String> all() {
        return found.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .map(problem -> problem.line == 0 ? problem.what : "line " + problem.line + ": " + problem.what)
                .toList();
    }
}

package dev.errata.app.policy;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML as nodes that know their lines. */
final class YamlFile {
    private YamlFile() {}

    /** Its root; empty where the file is, and where it is no YAML, which is noted. */
    static Optional<Node> compose(String yaml, Problems problems) {
        try {
            return new Compose(LoadSettings.builder().build()).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            problems.add(e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0), "no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(0, "no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }
}

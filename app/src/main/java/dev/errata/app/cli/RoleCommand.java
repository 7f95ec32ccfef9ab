package dev.errata.app.cli;

import dev.errata.app.config.RoleConfig;
import dev.errata.app.config.Setting.Reader;
import dev.errata.app.node.Node;

/** A command that runs one role as a process of its own. */
abstract class RoleCommand extends RunCommand<RoleConfig> {
    private final Reader role;

    RoleCommand(Surroundings surroundings, Reader role, Node.Starter<RoleConfig> starter) {
        super(surroundings, starter);
        this.role = role;
    }

    @Override
    final RoleConfig config() throws Exception {
        return RoleConfig.of(role, surroundings().environment(), SettingOptions.given(spec()));
    }

    @Override
    final void attend(Node node, RoleConfig config) throws InterruptedException {
        say("health  " + node.management() + "/readyz");
        node.await();
    }
}

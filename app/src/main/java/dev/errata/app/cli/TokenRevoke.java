package dev.errata.app.cli;

import dev.errata.app.node.TokenAdmin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code errata token revoke ID}. */
@Command(
        name = "revoke",
        descriptionHeading = "%n",
        description = "End a token for good. When the command ends, it is refused.",
        footerHeading = "Examples:%n",
        footer = {"  errata token revoke 5f2c9d01ab34ef56         by its id, as list shows it", ""})
final class TokenRevoke extends TokenCommand {
    @Parameters(paramLabel = "ID", description = "The id of a token, or the whole token.")
    private String id = "";

    @Option(names = "--json", description = "Print what was done as JSON.")
    private boolean json;

    TokenRevoke(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(TokenAdmin tokens) throws Exception {
        var revoked = tokens.revoke(id, now());
        if (!revoked) {
            say("errata: there is no token of this id; errata token list shows them");
            return ExitCode.NOT_FOUND;
        }
        awaitEffect();
        if (json) {
            print(JsonNodeFactory.instance.objectNode().put("revoked", true).toString());
        }
        say("The token is refused from now on.");
        return ExitCode.FINE;
    }
}

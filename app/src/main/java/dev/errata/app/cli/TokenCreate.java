package dev.errata.app.cli;

import dev.errata.app.config.DurationText;
import dev.errata.app.node.IssuedToken;
import dev.errata.app.node.TokenAdmin;
import dev.errata.app.node.TokenOrder;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code errata token create}. */
@Command(
        name = "create",
        descriptionHeading = "%n",
        description = "Make a token. It is printed this once, and works when the command ends.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata token create --name checkout                       sends events of project default",
            "  errata token create --name oncall --scope read            asks",
            "  errata token create --name ci --project shop --expires 90d",
            ""
        })
final class TokenCreate extends TokenCommand {
    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Who will use it; for people.")
    private String name = "";

    @Option(
            names = "--project",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Whose records it sends and sees. Default: ${DEFAULT-VALUE}")
    private String project = "default";

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            split = ",",
            defaultValue = "ingest",
            description = "Of ingest, read, admin, separated by commas. Default: ${DEFAULT-VALUE}")
    private List<String> scopes = List.of("ingest");

    @Option(names = "--expires", paramLabel = "DURATION", description = "Such as 90d. Default: never")
    private @Nullable String expires;

    @Option(names = "--json", description = "Print the token with all that is known of it, as JSON.")
    private boolean json;

    TokenCreate(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(TokenAdmin tokens) throws Exception {
        var issued = issue(tokens);
        awaitEffect();
        var about = issued.about();
        if (json) {
            print(json(about).put("token", issued.secret()).toString());
        } else {
            print(issued.secret());
        }
        say("%s may %s in project %s%s. This is the only time that it is shown."
                .formatted(
                        about.id(),
                        String.join(", ", about.scopes()),
                        about.project(),
                        about.expires() == null ? "" : " until " + about.expires()));
        say("Clients send it as \"Authorization: Bearer …\", errata's own commands take it from ERRATA_TOKEN.");
        return ExitCode.FINE;
    }

    private IssuedToken issue(TokenAdmin tokens) {
        try {
            var lifetime = expires == null ? null : DurationText.parse(expires);
            return tokens.create(new TokenOrder(name, project, new LinkedHashSet<>(scopes), lifetime), now());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}

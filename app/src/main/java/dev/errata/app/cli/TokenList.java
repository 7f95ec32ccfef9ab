package dev.errata.app.cli;

import dev.errata.app.node.IssuedToken.About;
import dev.errata.app.node.TokenAdmin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code errata token list}. */
@Command(
        name = "list",
        descriptionHeading = "%n",
        description = "Show all tokens, without their secrets.",
        footerHeading = "Examples:%n",
        footer = {
            "  errata token list                who may do what, and who still does",
            "  errata token list --json         the same for a script",
            ""
        })
final class TokenList extends TokenCommand {
    private static final List<String> HEADER =
            List.of("id", "name", "project", "scopes", "state", "last used", "created", "");

    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    TokenList(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(TokenAdmin tokens) {
        var all = tokens.list();
        if (json) {
            var array = JsonNodeFactory.instance.arrayNode();
            all.forEach(about -> array.add(json(about)));
            print(array.toString());
        } else if (all.isEmpty()) {
            say("There are no tokens. To make one: errata token create --name NAME");
        } else {
            var rows = all.stream().map(this::row).toList();
            print(new TextTable(HEADER, rows).render(surroundings().terminal().width()));
        }
        return all.isEmpty() ? ExitCode.NOT_FOUND : ExitCode.FINE;
    }

    /** The last column of a table is a picture; there is none here. */
    private List<String> row(About about) {
        return List.of(
                about.id(),
                about.name(),
                about.project(),
                String.join(",", about.scopes()),
                state(about),
                text(about.lastUsed()),
                text(about.created()),
                "");
    }

    private String state(About about) {
        if (about.revoked() != null) {
            return "revoked";
        }
        if (about.expires() == null) {
            return "good";
        }
        return now().isBefore(about.expires()) ? "until " + text(about.expires()) : "expired";
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

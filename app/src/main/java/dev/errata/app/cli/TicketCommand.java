package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.core.ticket.ProviderProfiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code errata ticket ID…}. */
@Command(
        name = "ticket",
        descriptionHeading = "%n",
        description = {
            "Write the ticket for a provider's support: the failure, its attempts, what it means, how widespread it is, and the"
                    + " incident that it was part of.",
            "The same stored data always give the same ticket."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata ticket req_abc123xyz                        to paste into a form",
            "  errata ticket req_abc123xyz req_def456 -o t.md     several failures, into a file",
            "  errata ticket task_5f2e91 --format txt --for openai",
            ""
        })
final class TicketCommand extends ClientCommand {
    private static final List<String> FORMATS = List.of("md", "txt", "json");

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description =
                    "Request, call, task, trace, provider request, event or incident ids, or an error's fingerprint.")
    private List<String> ids = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "md, txt or json. Default: by the name of the file, or else md.")
    private @Nullable String format;

    @Option(
            names = "--for",
            paramLabel = "PROVIDER",
            description = "Whom it is for, such as openai. Default: whose failure it is.")
    private @Nullable String provider;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose time stands beside UTC, such as Europe/Berlin. Default: this machine's.")
    private String zone = ZoneId.systemDefault().getId();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it; by default to standard output.")
    private @Nullable Path file;

    TicketCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        var ticket = client.ticket(ids, parameters());
        if (file == null) {
            print(ticket.stripTrailing());
        } else {
            write(file, ticket);
            say("Wrote " + file);
        }
        return ExitCode.FINE;
    }

    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put(
                "format", format == null ? formatOf(file) : Word.of("--format", format, FORMATS, spec().commandLine()));
        parameters.put("zone", zone);
        if (provider != null) {
            var known = List.copyOf(ProviderProfiles.standard().names());
            parameters.put("for", Word.of("--for", provider, known, spec().commandLine()));
        }
        return parameters;
    }

    private static String formatOf(@Nullable Path file) {
        var name = file == null ? "" : file.toString();
        return name.endsWith(".json") ? "json" : name.endsWith(".txt") ? "txt" : "md";
    }

    private void write(Path target, String ticket) {
        try {
            Files.writeString(target, ticket);
        } catch (IOException e) {
            throw new ParameterException(spec().commandLine(), "cannot write " + target + ": " + e.getMessage(), e);
        }
    }
}

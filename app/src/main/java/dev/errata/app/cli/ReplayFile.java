package dev.errata.app.cli;

import dev.errata.app.client.ErrataClient;
import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.app.replay.Recording;
import dev.errata.app.replay.Replay;
import dev.errata.app.replay.Replayer;
import dev.errata.contract.ErrorEventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code errata replay FILE}. */
@Command(
        name = "replay",
        descriptionHeading = "%n",
        description = {
            "Send recorded events, moved to now, with their order and spacing kept.",
            "The ids follow from file and times: the same run with the same --ending-at adds nothing."
        },
        footerHeading = "Examples:%n",
        footer = {
            "  errata replay events.ndjson                 the last event is now",
            "  errata replay events.ndjson --speed 10      live, ten times as fast",
            "  errata replay events.ndjson --dry-run       print, send nothing",
            ""
        })
final class ReplayFile extends ClientCommand {
    private final ErrorEventCodec codec = new ErrorEventCodec();

    @Parameters(paramLabel = "FILE", description = "Events, one JSON object a line.")
    private Path file = Path.of("");

    @Option(
            names = "--ending-at",
            paramLabel = "TIME",
            description = "When the last event happens: now, -15m or RFC 3339. Default: now")
    private @Nullable String endingAt;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "The first event is now, the others follow N times as fast as recorded.")
    private @Nullable Double speed;

    @Option(names = "--dry-run", description = "Print the moved events and send nothing.")
    private boolean dryRun;

    ReplayFile(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    ExitCode run(ErrataClient client) throws Exception {
        checkOptions();
        var report = new ReplayReport(this::say, surroundings().terminal());
        var recording = recording();
        report.read(recording);
        if (!recording.events().isEmpty()) {
            play(recording, client, report);
        }
        return report.isComplete() ? ExitCode.FINE : ExitCode.INCOMPLETE;
    }

    private Recording recording() {
        try {
            return Recording.read(file);
        } catch (IOException e) {
            throw usage("cannot read " + file + ": " + e);
        }
    }

    private void play(Recording recording, ErrataClient client, ReplayReport report)
            throws UnreachableException, RefusedException, InterruptedException {
        var replay = replay(recording);
        if (dryRun) {
            replay.events().forEach(event -> print(new String(codec.encode(event), StandardCharsets.UTF_8)));
            return;
        }
        var replayer =
                new Replayer(client, surroundings().clock(), surroundings().pause(), report::progress);
        report.sent(replayer.send(replay));
    }

    private Replay replay(Recording recording) {
        if (speed != null) {
            return Replay.startingAt(recording, now(), speed);
        }
        var end = end();
        say("The last event happens at " + end);
        return Replay.endingAt(recording, end);
    }

    private void checkOptions() {
        if (speed != null && endingAt != null) {
            throw usage("--speed and --ending-at exclude each other");
        }
        if (speed != null && !(speed > 0 && speed <= 1_000_000)) {
            throw usage("--speed must be greater than 0 and at most 1000000");
        }
    }

    private Instant end() {
        try {
            return TimeText.parse(endingAt == null ? "now" : endingAt, now());
        } catch (IllegalArgumentException e) {
            throw usage("--ending-at is " + e.getMessage());
        }
    }

    private Instant now() {
        return surroundings().clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec().commandLine(), problem);
    }
}

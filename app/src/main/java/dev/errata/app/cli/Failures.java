package dev.errata.app.cli;

import dev.errata.app.client.RefusedException;
import dev.errata.app.client.UnreachableException;
import dev.errata.app.config.InvalidConfigException;
import dev.errata.app.node.KafkaUnreachableException;
import dev.errata.app.node.NotSettledException;
import dev.errata.app.node.PostgresUnreachableException;
import dev.errata.app.node.StartFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one clear line and an exit code. What nobody foresaw goes to the log in full. */
final class Failures implements IExecutionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        var code = code(failure);
        if (code == ExitCode.OTHER && unforeseen(failure) != null) {
            LOG.error("{} failed", command.getCommandName(), unforeseen(failure));
        }
        command.getErr().println("errata: " + message(failure));
        return code.code();
    }

    private static ExitCode code(Exception failure) {
        return switch (failure) {
            case InvalidConfigException _ -> ExitCode.USAGE;
            case UnreachableException _ -> ExitCode.UNREACHABLE;
            case PostgresUnreachableException _, KafkaUnreachableException _, NotSettledException _ ->
                ExitCode.UNREACHABLE;
            case RefusedException refused when refused.isNotFound() -> ExitCode.NOT_FOUND;
            case RefusedException refused when refused.isBadQuestion() -> ExitCode.USAGE;
            case RefusedException _ -> ExitCode.UNREACHABLE;
            case StartFailedException failed -> ExitCode.of(failed.failure());
            default -> ExitCode.OTHER;
        };
    }

    private static @Nullable Throwable unforeseen(Exception failure) {
        return failure instanceof StartFailedException ? failure.getCause() : failure;
    }

    private static String message(Exception failure) {
        var message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}

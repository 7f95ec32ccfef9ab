package dev.errata.app.cli;

import dev.errata.app.config.AppConfig;
import dev.errata.contract.EventIds;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** What to paste to see a first error. */
final class FirstSteps {
    private FirstSteps() {}

    static String text(AppConfig config, URI address, Instant now) {
        var event =
                """
                {"event_id":"%s","time":"%s","provider":"deepseek","model":"deepseek-v4-flash","status":429,\
                "code":"rate_limit_error","type":"rate_limit_error","message":"Rate limit exceeded","request_id":"req_hello"}""".formatted(EventIds.random(now, RandomGenerator.getDefault()), now.truncatedTo(ChronoUnit.MILLIS));
        return """

                Your first error, and where it went:
                  curl -sS %1$s/v1/events%3$s -H 'Content-Type: application/json' -d '%2$s'
                  curl -sS %1$s/api/v1/events/req_hello%3$s
                """.formatted(address, event, config.isOpen() ? "" : " -H \"Authorization: Bearer $ERRATA_TOKEN\"");
    }
}

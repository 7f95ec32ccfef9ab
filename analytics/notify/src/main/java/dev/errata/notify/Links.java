package dev.errata.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.errata.core.Dimension;
import dev.errata.core.incident.Incident;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/**
 * Where to look at an incident.
 *
 * @param base where people reach this Errata
 * @param runbooks the directory in which they read the runbooks
 */
public record Links(URI base, URI runbooks) {
    private static final String RUNBOOK = "/" + AlertJson.NAME.toLowerCase(Locale.ROOT) + ".md";
    private static final Duration BEFORE = Duration.ofMinutes(15);
    private static final Duration AFTER = Duration.ofMinutes(5);

    /** The rates of what is behind it, around its time, in the console. */
    String console(Incident incident) {
        var slices = incident.explanation().slices();
        var where =
                slices.isEmpty() ? incident.scope().where() : slices.getFirst().where();
        var from = incident.times().startedAt().minus(BEFORE).truncatedTo(ChronoUnit.SECONDS);
        var link = new StringBuilder(root()).append("/?from=").append(from);
        var end = incident.times().endedAt();
        if (end != null) {
            link.append("&to=").append(end.plus(AFTER).truncatedTo(ChronoUnit.SECONDS));
        }
        where.entrySet().stream()
                .filter(part -> Dimension.named(part.getKey()).isPresent())
                .map(Links::parameter)
                .forEach(link::append);
        return link.toString();
    }

    /** Its page in the console. */
    String page(Incident incident) {
        return root() + "/incidents/" + incident.id();
    }

    /** What to do about any of them. */
    String runbook() {
        return stripped(runbooks) + RUNBOOK;
    }

    private String root() {
        return stripped(base);
    }

    private static String stripped(URI address) {
        return address.toString().replaceAll("/+$", "");
    }

    private static String parameter(Map.Entry<String, String> part) {
        return "&" + part.getKey() + "=" + URLEncoder.encode(part.getValue(), UTF_8);
    }
}

package dev.errata.app.node;

import dev.errata.app.config.IncidentConfig;
import dev.errata.core.incident.Incident;
import dev.errata.notify.AddressRule;
import dev.errata.notify.Links;
import dev.errata.notify.Notifications;
import dev.errata.notify.Receiver;
import dev.errata.notify.Receivers;
import dev.errata.notify.Rhythm;
import dev.errata.notify.Route;
import dev.errata.store.incident.Audience;
import dev.errata.store.incident.Outbox;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told of incidents.
 *
 * @param receivers all of them
 * @param routing who of them is told of which
 */
record Messages(List<Receiver> receivers, Audience.Routing routing) {

    /** Those that the configuration names. */
    static Messages of(IncidentConfig config) {
        var links = new Links(config.publicUrl(), config.runbookUrl());
        var rule = config.webhookAllowPrivate() ? AddressRule.ANY : AddressRule.PUBLIC;
        var receivers = new ArrayList<Receiver>();
        config.alertmanagers()
                .forEach(address -> receivers.add(Receivers.alertmanager(address, links, Rhythm.STANDARD)));
        config.webhooks()
                .forEach((name, address) ->
                        receivers.add(Receivers.webhook(name, address, config.webhookSecret(), rule, links)));
        return new Messages(receivers, Route.routing(config.policy().routes(), receivers));
    }

    /** Whether anybody is told of such an incident. */
    boolean areFor(Incident incident) {
        return !routing.of(incident.project(), incident.owner()).isEmpty();
    }

    /** Starts to tell them; answers what has to be stopped. */
    AutoCloseable carry(Ground ground) {
        if (receivers.isEmpty()) {
            return () -> {};
        }
        var outbox = new Outbox(ground.database().messages());
        return Notifications.start(outbox, receivers, ground.meters().registry(), Rhythm.STANDARD, new SecureRandom());
    }
}

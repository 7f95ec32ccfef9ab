package dev.errata.store.query;

import dev.errata.core.incident.Incident;
import dev.errata.store.incident.Care;

/**
 * An incident as it stands.
 *
 * @param care what people did about it
 */
public record FoundIncident(Incident incident, Care care) {}

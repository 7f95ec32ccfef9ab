package dev.errata.streams;

import dev.errata.core.Cell;
import dev.errata.core.incident.Incident;
import java.util.List;

/** What the detection has to tell. */
sealed interface Told {

    /** How an incident stands. */
    record OfIncident(Incident incident) implements Told {}

    /** How well the errors of an application are known. */
    record OfCoverage(Cell cell) implements Told {}

    /** The incident, if it is one. */
    default List<Incident> incidents() {
        return this instanceof OfIncident(var incident) ? List.of(incident) : List.of();
    }

    /** The cell, if it is one. */
    default List<Cell> cells() {
        return this instanceof OfCoverage(var cell) ? List.of(cell) : List.of();
    }
}

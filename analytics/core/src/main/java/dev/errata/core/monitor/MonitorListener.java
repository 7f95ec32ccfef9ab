package dev.errata.core.monitor;

import dev.errata.core.Cell;
import dev.errata.core.Scope;
import dev.errata.core.incident.Incident;
import java.time.Instant;

/** Is told what a {@link Monitor} finds, in the order of the log's time. */
public interface MonitorListener {
    /** A new revision of an incident, whole. */
    void tell(Incident incident);

    /** How well the errors of an application were known in a minute: a cell with a {@link dev.errata.core.Coverage}. */
    void tell(Cell coverage);

    /** A series that is not watched, since the project has too many; said of each window in which it has errors. */
    void refused(String project, Scope series, Instant window);

    /** Something else that was left out for want of room, in that window. */
    void refused(String project, Bounded kind, Instant window);
}

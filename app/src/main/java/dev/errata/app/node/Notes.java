package dev.errata.app.node;

import dev.errata.store.AppVersions;
import dev.errata.store.Objectives;
import java.sql.SQLException;
import java.time.Instant;

/** What dashboards want to know beside what is stored: which versions of applications are new, and what is promised. */
record Notes(AppVersions versions, Objectives objectives) {

    void take(Instant now) throws SQLException {
        objectives.note();
        versions.note(now);
    }
}

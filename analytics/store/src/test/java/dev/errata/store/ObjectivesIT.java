package dev.errata.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.core.policy.Policy;
import dev.errata.core.policy.Rules;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObjectivesIT {
    private StoreDatabase database;

    @BeforeEach
    void open() throws SQLException {
        database = StoreDatabase.on(LocalDate.parse("2026-11-25"));
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    @Test
    void note_ofAPolicy_takesThePlaceOfTheOneBefore() throws SQLException {
        note(Map.of("bank", rules(97.5), "shop", rules(95)));
        assertThat(rows())
                .containsExactly(List.of("(others)", "0.99"), List.of("bank", "0.975"), List.of("shop", "0.95"));

        note(Map.of("bank", rules(99.5)));
        note(Map.of("bank", rules(99.5)));
        assertThat(rows()).containsExactly(List.of("(others)", "0.99"), List.of("bank", "0.995"));
    }

    private void note(Map<String, Rules> projects) throws SQLException {
        new Objectives(database.dataSource(), new Policy(Rules.DEFAULT, projects, List.of())).note();
    }

    private List<List<?>> rows() throws SQLException {
        return database.rows(
                "SELECT project, target_ratio::text FROM reporting.objective ORDER BY project = '(others)' DESC, 1");
    }

    private static Rules rules(double slo) {
        var rules = Rules.DEFAULT;
        return new Rules(
                rules.minErrors(),
                rules.minRatio(),
                rules.falsePagesPerWeek(),
                rules.newCodeEvents(),
                rules.shadow(),
                rules.minCoverage(),
                rules.maxWithout(),
                slo);
    }
}

package dev.errata.core;

import static dev.errata.core.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DimensionTest {
    private static final Path MIGRATION = Path.of("../../migrations/src/main/resources/db/migration/V2__rates.sql");

    @ParameterizedTest
    @EnumSource
    void ofEvent_each_isTheFieldOfItsName(Dimension dimension) {
        var event = Samples.event(NOON);
        var field = Verdict.EVENTS.toJson(event).required(dimension.column());

        assertThat(dimension.of(event)).isNotEmpty().isEqualTo(field.asString());
    }

    @ParameterizedTest
    @EnumSource
    void ofEvent_eachWithoutValue_isEmpty(Dimension dimension) {
        assertThat(dimension.of(Samples.emptyEvent())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofTraffic_each_isTheFieldOfItsNameOrNone(Dimension dimension) {
        var traffic = Samples.traffic(NOON);
        var field = Verdict.TRAFFIC.toJson(traffic).path(dimension.column());

        assertThat(dimension.of(traffic)).isEqualTo(field.asString(""));
        assertThat(dimension.isOfTraffic()).isEqualTo(!field.isMissingNode());
    }

    @ParameterizedTest
    @EnumSource
    void ofTraffic_eachWithoutValue_isEmpty(Dimension dimension) {
        assertThat(dimension.of(Samples.emptyTraffic())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void named_itsColumn_isItself(Dimension dimension) {
        assertThat(Dimension.named(dimension.column())).contains(dimension);
    }

    @Test
    void named_unknownColumn_isNone() {
        assertThat(Dimension.named("MODEL")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void column_each_isInTheTableOfSeries(Dimension dimension) throws IOException {
        var sql = Files.readString(MIGRATION);
        var table = sql.substring(sql.indexOf("CREATE TABLE series"), sql.indexOf(");"));

        assertThat(table).containsPattern("(?m)^ +" + dimension.column() + " +text NOT NULL");
    }
}

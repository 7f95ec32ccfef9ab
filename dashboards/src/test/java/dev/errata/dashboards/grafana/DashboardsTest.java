package dev.errata.dashboards.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{((?!__)\\w+)");
    private static final Pattern LINK = Pattern.compile("/d/([a-z0-9-]+)\\?");

    /** After a change to the dashboards: {@code ./errata test -Pfast -pl dashboards -am -Dgrafana.write}. */
    @Test
    void committedFiles_areWhatTheGeneratorMakes() throws IOException {
        if (System.getProperty("grafana.write") != null) {
            DashboardFiles.write(Shipped.DIRECTORY);
        }
        assertThat(Shipped.files())
                .as("written anew by: ./errata test -Pfast -pl dashboards -am -Dtest=DashboardsTest -Dgrafana.write")
                .isEqualTo(DashboardFiles.files());
    }

    @Test
    void uids_areUniqueAndShort() {
        var uids = Shipped.all().stream().map(Shipped::uid).toList();

        assertThat(uids).doesNotHaveDuplicates().allMatch(uid -> uid.matches("[a-z-]{8,40}"));
    }

    @Test
    void panels_haveTheirOwnIdAndPlace() {
        for (var dashboard : Shipped.all()) {
            var ids = new HashSet<Integer>();
            var taken = new HashSet<List<Integer>>();
            Shipped.children(dashboard.root().path("panels")).forEach(panel -> {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                occupy(panel, taken);
            });
        }
    }

    private static void occupy(JsonNode panel, Set<List<Integer>> taken) {
        var place = panel.path("gridPos");
        assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
        for (int x = 0; x < place.path("w").asInt(); x++) {
            for (int y = 0; y < place.path("h").asInt(); y++) {
                assertThat(taken.add(List.of(
                                place.path("x").asInt() + x, place.path("y").asInt() + y)))
                        .as(panel.path("title").asString())
                        .isTrue();
            }
        }
    }

    @Test
    void linksBetweenDashboards_leadSomewhere() {
        var uids = Shipped.all().stream().map(Shipped::uid).toList();

        for (var file : Shipped.files().values()) {
            assertThat(LINK.matcher(file).results().map(link -> link.group(1))).isSubsetOf(uids);
        }
    }

    @Test
    void variables_thatAreUsed_areThere() {
        for (var dashboard : Shipped.all()) {
            var there = dashboard.variables().stream()
                    .map(variable -> variable.path("name").asString())
                    .toList();
            assertThat(VARIABLE.matcher(dashboard.root().toString()).results().map(used -> used.group(1)))
                    .as(dashboard.uid())
                    .isSubsetOf(there);
        }
    }
}

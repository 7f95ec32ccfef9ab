package dev.errata.dashboards.grafana;

import java.util.List;

/**
 * Panels under a heading. They are laid out from left to right, and a new line begins where one does not fit.
 *
 * @param title a question that the panels answer
 */
record Row(String title, List<Panel> panels) {
    Row {
        panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
        return new Row(title, List.of(panels));
    }
}

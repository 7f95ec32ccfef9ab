package dev.errata.app.lab.detect;

import java.util.Collection;
import java.util.List;

/** What alarms are raised for: a code and type of a model. The provider is empty where the input does not name it. */
record Series(String code, String type, String model, String provider) {

    /** What it shares with related series. */
    Collection<String> groups() {
        return List.of("code " + code + '/' + type, "model " + model);
    }
}

package dev.errata.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Comparisons as JSON: a list of {@code {benchmark, baseline, unit, ours, theirs, ratio, min_ratio, max_ratio, runs}}. */
public final class Report {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Report() {}

    /** Writes the file, in place of what was there. */
    public static void write(Path file, List<Comparison> comparisons) throws IOException {
        Files.writeString(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(comparisons) + '\n');
    }
}

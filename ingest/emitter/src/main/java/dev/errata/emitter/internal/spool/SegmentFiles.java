package dev.errata.emitter.internal.spool;

import dev.errata.emitter.internal.spool.Disk.SpoolFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two files of a segment. The one of states is made first and goes last. */
record SegmentFiles(Disk disk, Path directory, long id) {
    private static final String DATA = ".seg";
    private static final String STATE = ".state";

    /** Those in the directory, oldest first. */
    static List<SegmentFiles> in(Disk disk, Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{12}\\.seg"))
                    .sorted()
                    .map(name -> Long.parseLong(name.substring(0, name.length() - DATA.length())))
                    .map(id -> new SegmentFiles(disk, directory, id))
                    .toList();
        }
    }

    boolean hasState() {
        return Files.exists(state());
    }

    SpoolFile openState() throws IOException {
        return disk.open(state());
    }

    SpoolFile openData() throws IOException {
        return disk.open(data());
    }

    /** Moves them into another directory; in between there may be records without states, never the reverse. */
    void moveTo(SegmentFiles target) throws IOException {
        target.delete();
        if (hasState()) {
            Files.move(state(), target.state());
        }
        Files.move(data(), target.data());
    }

    void delete() throws IOException {
        disk.delete(data());
        disk.delete(state());
    }

    private Path data() {
        return file(DATA);
    }

    private Path state() {
        return file(STATE);
    }

    private Path file(String suffix) {
        return directory.resolve("%012d%s".formatted(id, suffix));
    }
}

package dev.errata.embedded;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs for this platform, as found on the class path. They are unpacked once per user and version and
 * shared by all servers from then on: below {@code ~/.cache/errata}, for root below {@code /var/cache/errata}, as the
 * account that root's servers run as cannot look into root's home.
 */
final class PostgresArchive {

    private PostgresArchive() {}

    /** Returns the directory with {@code bin}, {@code lib} and {@code share}, unpacked where it is not there yet. */
    static Path unpacked() throws IOException {
        var archive = requireNonNull(PostgresArchive.class.getResource(name()), "no PostgreSQL on board for " + name());
        var cache = cache();
        var home = cache.resolve("postgres-%08x".formatted(checksum(archive)));
        if (Files.notExists(home)) {
            unpack(archive, Files.createTempDirectory(Files.createDirectories(cache), "unpacking-"), home);
        }
        return home;
    }

    private static Path cache() {
        return PostgresProgram.isRoot()
                ? Path.of("/var/cache/errata")
                : Path.of(System.getProperty("user.home"), ".cache", "errata");
    }

    /** Unpacks beside the target and renames, so that nobody ever sees half of it. */
    private static void unpack(URL archive, Path staging, Path home) throws IOException {
        try (var packed = archive.openStream()) {
            untar(new XZInputStream(packed), staging);
            Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(staging, home);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster, with the same content.
            Directories.delete(staging);
        }
    }

    private static void untar(InputStream content, Path target) throws IOException {
        var tar = new ProcessBuilder("tar", "-x", "--no-same-owner", "-f", "-", "-C", target.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var input = tar.getOutputStream()) {
            content.transferTo(input);
        }
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("tar could not unpack PostgreSQL to " + target);
        }
    }

    /** The archive's check sum as its jar records it: it stands for version and platform. */
    private static long checksum(URL archive) throws IOException {
        return ((JarURLConnection) archive.openConnection()).getJarEntry().getCrc();
    }

    private static String name() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }
}

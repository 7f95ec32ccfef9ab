package dev.errata.app.node.doctor;

import dev.errata.app.config.DoctorConfig;
import dev.errata.app.config.Setting;
import dev.errata.contract.InvalidRecordException;
import dev.errata.contract.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Java, disk and port of this machine, and the Errata that runs on it. */
record MachineChecks(DoctorConfig config) {
    private static final int JAVA = 25;
    private static final long MIB = 1L << 20;
    private static final long LEAST_MIB = 1_024;
    private static final long ENOUGH_MIB = 10_240;
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    List<Check> all() {
        return List.of(
                new Check("java", MachineChecks::java),
                new Check("disk", this::disk),
                new Check("data directory", this::data),
                new Check("web port", this::port));
    }

    private static Finding java() {
        var version = Runtime.version();
        return version.feature() == JAVA
                ? Finding.ok("java", "Java " + version)
                : Finding.warn("java", "Java " + version, "Errata is built for and tested on Java " + JAVA);
    }

    private Finding disk() throws IOException {
        var free = Files.getFileStore(existing(config.data())).getUsableSpace() / MIB;
        var what = "%,d MiB free where %s is".formatted(free, config.data());
        if (free < LEAST_MIB) {
            return Finding.fail("disk", what, "make room, or move " + Setting.DATA.flag() + " to another disk");
        }
        return free < ENOUGH_MIB
                ? Finding.warn(
                        "disk",
                        what,
                        "mind " + Setting.DISK_BUDGET.flag() + " and " + Setting.EVENT_RETENTION_DAYS.flag())
                : Finding.ok("disk", what);
    }

    private Finding data() {
        var data = config.data();
        if (!Files.exists(data)) {
            var parent = existing(data);
            return Files.isDirectory(parent) && Files.isWritable(parent)
                    ? Finding.ok("data directory", data + " is not there yet, and can be made")
                    : Finding.fail(
                            "data directory",
                            data + " cannot be made",
                            "give " + Setting.DATA.flag() + " a directory that you may write to");
        }
        return Files.isDirectory(data) && Files.isWritable(data)
                ? Finding.ok("data directory", data + " can be written")
                : Finding.fail("data directory", data + " cannot be written", "mend its owner and its rights");
    }

    private static Path existing(Path path) {
        var here = path.toAbsolutePath();
        while (!Files.exists(here) && here.getParent() != null) {
            here = here.getParent();
        }
        return here;
    }

    /** Free for an Errata that is to be started, or held by one that runs and says how it is. */
    private Finding port() throws IOException, InterruptedException {
        var host = InetAddress.getByName(config.host());
        var asked = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        if (isFree(host)) {
            return Finding.warn(
                    "web port",
                    "nobody answers at %s:%d".formatted(config.host(), config.port()),
                    "start it with errata up, or name its port with " + Setting.PORT.flag());
        }
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var address = URI.create("http://%s/readyz".formatted(authority(asked)));
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            return readiness(client.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException | InvalidRecordException e) {
            return Finding.fail(
                    "web port",
                    "another program holds %s:%d".formatted(config.host(), config.port()),
                    "stop it, or choose another port with " + Setting.PORT.flag());
        }
    }

    private static Finding readiness(HttpResponse<byte[]> answer) throws InvalidRecordException {
        var checks = Json.parse(answer.body()).path("checks");
        var failed = checks.propertyStream()
                .filter(check -> !check.getValue().path("status").asString("").equals("ok"))
                .map(check -> check.getKey() + problem(check.getValue()))
                .collect(Collectors.joining("; "));
        return answer.statusCode() == OK
                ? Finding.ok(
                        "web port",
                        "an Errata answers at %s, and is ready"
                                .formatted(answer.uri().getAuthority()))
                : Finding.fail(
                        "web port",
                        "the Errata at %s is not ready: %s"
                                .formatted(answer.uri().getAuthority(), failed),
                        "see docs/runbooks/erratanotready.md");
    }

    private static String problem(JsonNode check) {
        var problem = check.path("problem").asString("");
        return problem.isEmpty() ? "" : " (" + problem + ")";
    }

    private String authority(InetAddress host) {
        var name = host.getHostAddress();
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + config.port();
    }

    private boolean isFree(InetAddress host) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, config.port()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

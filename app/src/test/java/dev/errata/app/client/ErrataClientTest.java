package dev.errata.app.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errata.app.client.FakeServer.Asked;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrataClientTest {
    private static final String ACCEPTED = "{\"accepted\":2,\"rejected\":[]}";
    private static final List<byte[]> BATCH = List.of("{\"a\":1}".getBytes(UTF_8), "{\"b\":2}".getBytes(UTF_8));

    private final FakeServer server = new FakeServer();
    private final List<Duration> pauses = new ArrayList<>();
    private final ErrataClient client = new ErrataClient(server.address(), pauses::add);

    ErrataClientTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void sendEvents_accepted_isSentOnceAsLines() throws Exception {
        server.reply(202, ACCEPTED);

        assertThat(client.sendEvents(BATCH)).isEqualTo(new Receipt(2, List.of()));
        assertThat(server.asked()).containsExactly(new Asked("/v1/events", null, "{\"a\":1}\n{\"b\":2}\n"));
    }

    @Test
    void sendEvents_noneGood_isAReceiptToo() throws Exception {
        server.reply(400, """
                {"accepted":0,"rejected":[{"index":1,"field":"time","reason":"missing_field","message":"time is missing"}],
                 "error":{"code":"invalid_request","message":"none"}}""");

        assertThat(client.sendEvents(BATCH).rejected())
                .containsExactly(new Receipt.Rejection(1, "time", "missing_field", "time is missing"));
    }

    @Test
    void sendEvents_connectionBroken_isResentWithTheMark() throws Exception {
        server.breakOff().reply(202, ACCEPTED);

        assertThat(client.sendEvents(BATCH).accepted()).isEqualTo(2);
        assertThat(server.asked()).extracting(Asked::resend).containsExactly(null, "1");
    }

    @Test
    void sendEvents_unavailable_isResentWithTheMarkAfterTheAskedTime() throws Exception {
        server.busy(503, 3).reply(202, ACCEPTED);

        client.sendEvents(BATCH);

        assertThat(server.asked()).extracting(Asked::resend).containsExactly(null, "1");
        assertThat(pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void sendEvents_busy_isSentAgainWithoutTheMark() throws Exception {
        server.busy(429, 2).reply(202, ACCEPTED);

        client.sendEvents(BATCH);

        assertThat(server.asked()).extracting(Asked::resend).containsExactly(null, null);
        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void sendEvents_busyAfterUnknownOutcome_keepsTheMark() throws Exception {
        server.busy(503, 1).busy(429, 1).reply(202, ACCEPTED);

        client.sendEvents(BATCH);

        assertThat(server.asked()).extracting(Asked::resend).containsExactly(null, "1", "1");
    }

    @Test
    void sendEvents_neverAnswered_givesUp() {
        server.breakOff();

        assertThatThrownBy(() -> client.sendEvents(BATCH)).isInstanceOf(UnreachableException.class);
        assertThat(server.asked()).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void sendEvents_refused_saysWhatTheServerSaid() {
        server.reply(413, """
                {"error":{"code":"payload_too_large","message":"The body is larger than 4 bytes","type":"x","request_id":"req_1"}}""");

        assertThatThrownBy(() -> client.sendEvents(BATCH))
                .isInstanceOf(RefusedException.class)
                .hasMessage("The body is larger than 4 bytes (413 payload_too_large, req_1)");
    }

    @Test
    void sendTraffic_accepted_goesToItsOwnPath() throws Exception {
        server.reply(202, ACCEPTED);

        client.sendTraffic(BATCH);

        assertThat(server.asked()).extracting(Asked::target).containsExactly("/v1/traffic");
    }

    @Test
    void search_oddId_isEncoded() throws Exception {
        server.reply(200, "{\"events\":[]}");

        client.search("a b/c?d");

        assertThat(server.asked()).extracting(Asked::target).containsExactly("/api/v1/events?id=a%20b%2Fc%3Fd");
    }

    @Test
    void search_unknownId_isNotFound() {
        server.reply(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"No event has this id\"}}");

        assertThatThrownBy(() -> client.search("x"))
                .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.isNotFound()).isTrue());
    }

    @Test
    void rates_parameters_areEncodedInOrder() throws Exception {
        server.reply(200, "{\"series\":[]}");
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("by", "code,model");
        parameters.put("model", "a/b");

        client.rates(parameters);

        assertThat(server.asked()).extracting(Asked::target).containsExactly("/api/v1/rates?by=code%2Cmodel&model=a%2Fb");
    }

    @Test
    void search_nobodyListens_isUnreachable() {
        server.close();

        assertThatThrownBy(() -> client.search("x"))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("errata up");
    }

    @Test
    void search_notErrata_isRefused() {
        server.reply(200, "<html>");
        try (var other = new ErrataClient(URI.create(server.address() + "/"), pauses::add)) {
            assertThatThrownBy(() -> other.search("x")).isInstanceOf(RefusedException.class);
        }
    }
}

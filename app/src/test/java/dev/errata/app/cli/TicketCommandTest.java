package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errata.app.client.FakeServer.Asked;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TicketCommandTest extends CommandFixture {
    @Test
    void ticket_isPrinted_orWritten_inTheFormatOfTheFile() throws IOException {
        server.reply(200, "# 429\n").reply(200, "{}").reply(404, "{\"error\":{\"code\":\"not_found\"}}");
        var file = directory.resolve("t.json");

        assertThat(console.run("ticket", "req_1", "call 2", "--zone", "Asia/Tokyo", "--for", "openai"))
                .isZero();
        assertThat(console.run("ticket", "req_1", "--zone", "Z", "-o", file.toString()))
                .isZero();
        assertThat(console.run("ticket", "req_2")).isEqualTo(1);
        assertThat(console.run("ticket")).isEqualTo(2);
        assertThat(console.out()).isEqualTo("# 429\n");
        assertThat(file).hasContent("{}");
        assertThat(server.asked())
                .extracting(Asked::target)
                .startsWith(
                        "/api/v1/tickets?id=req_1&id=call%202&format=md&zone=Asia%2FTokyo&for=openai",
                        "/api/v1/tickets?id=req_1&format=json&zone=Z");
    }
}

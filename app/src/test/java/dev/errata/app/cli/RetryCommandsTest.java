package dev.errata.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryCommandsTest extends CommandFixture {
    @Test
    void retries_areATable_thatSaysWhatIsUnknown() {
        server.reply(200, """
                {"by":["app"],"series":[
                 {"key":{"app":"shop"},"attempts":400,"attempt_rate":0.25,"user_visible_rate":0.1,"rescued_share":0.5,
                  "amplification":1.333,"conditions":[
                   {"condition":"terminal_retried","count":12,"of":20,"detected":true},
                   {"condition":"retry_after_ignored","count":0,"of":9,"detected":false},
                   {"condition":"in_step","count":0,"of":0,"detected":false},
                   {"condition":"too_many_attempts","count":1,"of":90,"detected":false}]},
                 {"key":{"app":null},"attempts":null,"attempt_rate":null,"user_visible_rate":null,"rescued_share":null,
                  "amplification":null,"conditions":[{"count":null},{"count":null},{"count":null},{"count":null}]}]}""");

        assertThat(console.run("retries", "--from", "-1d", "--model", "m1", "--max-attempts", "3"))
                .isZero();
        assertThat(console.out())
                .contains(
                        "shop  400       25.00 %  10.00 %       50.00 %  1.33      12 of 20 !  0 of 9    0 of 0   1 of 90")
                .contains("      unknown   unknown  unknown       unknown  unknown   unknown");
        assertThat(server.asked().getFirst().target())
                .isEqualTo("/api/v1/retries?by=app&from=2026-11-24T12%3A00%3A04Z&to=2026-11-25T12%3A00%3A04Z"
                        + "&model=m1&max_attempts=3");
    }

    @Test
    void tasks_areATable_withTheStuckOnesBelow() {
        server.reply(200, """
                {"by":["app","model"],"series":[{"key":{"app":"studio","model":"video"},"submitted":10,"succeeded":5,"failed":3,
                  "cancelled":0,"open":2,"stuck":1,"failure_rate":0.375,"accepted_then_rejected":[
                   {"code":"restricted_content","tasks":2},{"code":null,"tasks":1}]}],
                 "stuck_tasks":[{"task_id":"task_7","app":"studio","model":"video","submitted_at":"2026-11-25T11:00:00Z",
                  "age_s":3604,"stuck_after_s":240}]}""").reply(200, "{\"by\":[\"app\"],\"series\":[]}");

        assertThat(console.run("tasks", "--by", "app,model")).isZero();
        assertThat(console.run("tasks")).isEqualTo(1);
        assertThat(console.out())
                .contains("2 restricted_content, 1 without code", "37.50 %")
                .contains("task_7      studio  video  2026-11-25T11:00:00Z  3604   240");
    }
}

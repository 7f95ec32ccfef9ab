package dev.errata.emitter.sdk;

import static dev.errata.emitter.fake.Reply.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.errata.contract.Target;
import dev.errata.emitter.Errata;
import dev.errata.emitter.Tally;
import dev.errata.emitter.anthropic.AnthropicInterceptor;
import dev.errata.emitter.capture.Capture;
import dev.errata.emitter.capture.Report;
import dev.errata.emitter.fake.FakeProvider;
import dev.errata.emitter.fake.MemoryRecorder;
import dev.errata.emitter.http.ErrataHttpClient;
import dev.errata.emitter.okhttp.ErrataInterceptor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;

/** The recipes of the Java cookbook, each as it stands there. */
class CookbookTest {
    private static final Path SOURCE = Path.of("src/test/java/dev/errata/emitter/sdk/CookbookTest.java");
    private static final Path COOKBOOK = Path.of("../../docs/cookbook/java.md");
    private static final String JSON = "{\"model\":\"gpt-4o\",\"messages\":[]}";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Capture capture = new Capture(recorder);
    private final FakeProvider api = FakeProvider.answering(error(500, "req-1").with("request-id", "req-1"));
    private final String url = api.url();

    @AfterEach
    void nothingFailedInTheHook() {
        assertThat(recorder.failures()).isEmpty();
    }

    @AfterEach
    void close() {
        capture.close();
        api.close();
    }

    @Test
    void everyHook_ofOneApplication_sharesOneCapture() {
        var gateway = URI.create(url);
        var token = "";
        // recipe: errata
        var errata = Errata.builder()
                .app("checkout")
                .env("prod")
                .toGateway(gateway, token)
                .build();
        var capture = errata.capture();
        // end
        capture.record(Report.answered(new Target("x", "y", "POST /z", false, null), 500, Map.of(), "{}"));
        assertThat(errata.stats().events().taken()).isEqualTo(1);
        errata.close(Duration.ZERO);
    }

    @Test
    void openAi() {
        // recipe: openai
        var client = OpenAIOkHttpClient.builder()
                .addInterceptor(new ErrataInterceptor(capture))
                .apiKey("sk-...")
                .baseUrl(url)
                .build();
        // end
        var asked = ChatCompletionCreateParams.builder()
                .model("gpt-4o")
                .addUserMessage("hi")
                .build();
        assertThatThrownBy(() -> client.chat().completions().create(asked)).isInstanceOf(RuntimeException.class);
        assertSeen(3, "gpt-4o");
    }

    @Test
    void anthropic() {
        // recipe: anthropic
        var client = AnthropicOkHttpClient.builder()
                .addInterceptor(new AnthropicInterceptor(capture))
                .apiKey("sk-ant-...")
                .baseUrl(url)
                .build();
        // end
        var asked = MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(10)
                .addUserMessage("hi")
                .build();
        assertThatThrownBy(() -> client.messages().create(asked)).isInstanceOf(RuntimeException.class);
        assertSeen(3, "claude-sonnet-4-5");
    }

    @Test
    void okHttp() throws IOException {
        // recipe: okhttp
        var client = new OkHttpClient.Builder()
                .addInterceptor(new ErrataInterceptor(capture))
                .build();
        // end
        var body = RequestBody.create(JSON, MediaType.get("application/json"));
        client.newCall(new Request.Builder().url(url).post(body).build())
                .execute()
                .close();
        assertSeen(1, "gpt-4o");
    }

    @Test
    void okHttpWithARetryLoop() throws IOException {
        var client = new OkHttpClient.Builder()
                .addInterceptor(new ErrataInterceptor(capture))
                .build();
        var body = RequestBody.create(JSON, MediaType.get("application/json"));
        var request = new Request.Builder().url(url).post(body).build();
        // recipe: retry-loop
        try (var call = capture.calls().begin()) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                try (var response = client.newCall(request).execute()) {
                    if (response.isSuccessful()) {
                        break;
                    }
                    System.getLogger("shop").log(System.Logger.Level.DEBUG, "call {0} failed", call.id());
                }
            }
        }
        // end
        assertSeen(3, "gpt-4o");
        assertThat(recorder.total()).isEqualTo(new Tally(3, 1, 1, 0));
    }

    @Test
    void javaNetHttp() throws IOException, InterruptedException {
        // recipe: java-net-http
        var client = new ErrataHttpClient(HttpClient.newHttpClient(), capture);
        // end
        var request = HttpRequest.newBuilder(URI.create(url))
                .POST(BodyPublishers.ofString(JSON))
                .build();
        client.send(request, BodyHandlers.discarding());
        assertSeen(1, "gpt-4o");
    }

    @Test
    void spring() {
        // recipe: spring
        var http = new ErrataHttpClient(HttpClient.newHttpClient(), capture);
        var client = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(http))
                .baseUrl(url)
                .build();
        // end
        assertThatThrownBy(() -> client.post()
                        .uri("/v1/chat/completions")
                        .header("Content-Type", "application/json")
                        .body(JSON)
                        .retrieve()
                        .toBodilessEntity())
                .isInstanceOf(HttpServerErrorException.class);
        assertSeen(1, "gpt-4o");
    }

    @Test
    void anyOtherClient() {
        // recipe: any-client
        var target = new Target("deepseek", "deepseek-chat", "POST /chat/completions", false, null);
        capture.record(Report.answered(target, 500, Map.of("x-request-id", "req-1"), "{\"error\":{\"code\":\"x\"}}"));
        // end
        assertSeen(1, "deepseek-chat");
    }

    @Test
    void tasks() {
        // recipe: tasks
        var target = new Target("dashscope", "wan2.2-t2v-plus", "POST /video-synthesis", null, null);
        var task = capture.tasks().submitted("task-1", target);
        task.polled(200, Map.of(), "{\"task_status\":\"FAILED\",\"code\":\"x\",\"request_id\":\"req-1\"}");
        // end
        assertThat(recorder.event().ids().taskId()).isEqualTo("task-1");
        assertThat(recorder.outcomes()).hasSize(2);
    }

    @Test
    void cookbook_showsTheseRecipes_asTheyAre() throws IOException {
        var recipes = Pattern.compile("// recipe: ([\\w-]+)\\n(.*?) *// end\\n", Pattern.DOTALL)
                .matcher(Files.readString(SOURCE))
                .results()
                .collect(Collectors.toMap(
                        found -> found.group(1),
                        found -> found.group(2).stripTrailing().stripIndent()));
        var shown = Pattern.compile("<!-- recipe: ([\\w-]+) -->\\n```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(COOKBOOK))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), CookbookTest::code));
        assertThat(recipes).hasSize(9);
        assertThat(shown).isEqualTo(recipes);
    }

    private static String code(MatchResult found) {
        return found.group(2).strip();
    }

    private void assertSeen(int attempts, String model) {
        await().until(() -> recorder.events().size() == attempts);
        assertThat(recorder.events()).allSatisfy(event -> {
            assertThat(event.ids().requestId()).isEqualTo("req-1");
            assertThat(event.target().model()).isEqualTo(model);
        });
        assertThat(recorder.total().requests()).isEqualTo(attempts);
    }
}

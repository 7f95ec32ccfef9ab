package dev.errata.contract.normalise;

import dev.errata.contract.Ids;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ids of an answer: its headers', its body's, its message's, in this order. */
final class RequestIds {
    private static final List<String> HEADERS = List.of(
            "x-request-id",
            "request-id",
            "x-amzn-requestid",
            "x-amzn-request-id",
            "x-amz-request-id",
            "apim-request-id",
            "x-ms-request-id",
            "apigw-requestid",
            "x-goog-request-id",
            "x-kong-request-id",
            "x-oneapi-request-id",
            "x-api-request-id",
            "x-debug-trace-id",
            "x-tt-logid",
            "msh-request-id",
            "x-ds-trace-id",
            "x-siliconcloud-trace-id",
            "x-fal-request-id",
            "x-correlation-id",
            "x-trace-id",
            "trace-id",
            "lb-request-id");

    /** Ids of the vendor's answer that a proxy hands on under names of its own. */
    private static final List<String> VENDOR_HEADERS = List.of(
            "llm_provider-x-request-id",
            "llm_provider-request-id",
            "llm_provider-x-amzn-requestid",
            "llm_provider-apim-request-id");

    /** Ids of the edge in front of everything: better than none. */
    private static final List<String> EDGE_HEADERS = List.of("cf-ray", "x-amz-cf-id", "x-vercel-id", "x-azure-ref");

    private static final List<String> TASKS = List.of("task_id", "taskId", "output.task_id", "data.task_id");

    private static final Pattern ANY_HEADER = Pattern.compile("[a-z0-9-]{1,60}-request-?id");

    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)(?<![a-z])request[ _-]?id[\"'`]?\\s{0,3}(?:is\\s|[:：=#])?\\s{0,3}[\"'`(\\[]?"
                    + "(?=[a-z_.-]{0,40}\\d)([a-z0-9][a-z0-9_=+/-]{7,127})");

    private RequestIds() {}

    static Ids of(Answer answer, List<String> idHeaders, FieldPaths paths) {
        var raw = answer.raw();
        var own = Stream.of(
                        header(raw, idHeaders),
                        header(raw, HEADERS),
                        anyRequestId(raw),
                        JsonPaths.text(answer.document(), paths.requestId()),
                        topId(answer),
                        Optional.ofNullable(markupId(raw)),
                        inText(answer.fields().message()))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        var request = own.stream().findFirst().or(() -> header(raw, EDGE_HEADERS));
        var vendor = header(raw, VENDOR_HEADERS).or(() -> own.stream().skip(1).findFirst());
        return new Ids(request.orElse(null), vendor.orElse(null), task(answer), null, null);
    }

    private static Optional<String> header(RawAnswer raw, List<String> names) {
        return names.stream().map(raw::header).filter(Objects::nonNull).findFirst();
    }

    /** Under whatever name of its own: no caller's id, none of a vendor behind a proxy. */
    private static Optional<String> anyRequestId(RawAnswer raw) {
        return header(
                raw,
                raw.headers().keySet().stream()
                        .filter(name -> ANY_HEADER.matcher(name).matches())
                        .filter(name -> !name.contains("client") && !VENDOR_HEADERS.contains(name))
                        .sorted()
                        .toList());
    }

    /** The id on top of a failed answer is the request's, unless it is that of a task or another object. */
    private static Optional<String> topId(Answer answer) {
        var document = answer.document();
        var isObject = document.has("object") || Bodies.hasFailedState(document);
        return answer.raw().isFailure() && !isObject && JsonPaths.isWords(document.path("id"))
                ? Optional.of(JsonPaths.asText(document.path("id")))
                : Optional.empty();
    }

    private static @Nullable String markupId(RawAnswer raw) {
        return Markup.is(raw.body()) ? new Markup(raw.body()).requestId() : null;
    }

    private static Optional<String> inText(@Nullable String message) {
        return message == null
                ? Optional.empty()
                : IN_TEXT.matcher(message)
                        .results()
                        .map(match -> match.group(1))
                        .findFirst();
    }

    private static @Nullable String task(Answer answer) {
        var document = answer.document();
        var failedTask =
                Bodies.hasFailedState(document) && !document.path("type").isString();
        return JsonPaths.text(document, TASKS)
                .or(() -> JsonPaths.text(document, failedTask ? List.of("id") : List.of()))
                .orElse(null);
    }
}

package dev.errata.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches a handler, such as what is not HTTP or comes while the server stops, like any error. */
final class ServerErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        var body = body(status, response.getHeaders());
        Content.Sink.write(response, true, body, callback);
    }

    private static String body(int status, HttpFields.Mutable headers) {
        var requestId = RequestIds.next();
        ResponseHeaders.ALL.forEach(headers::put);
        headers.put(RequestIds.HEADER, requestId);
        headers.put(HttpHeader.CONTENT_TYPE, "application/json");
        if (status == ErrorKind.UNAVAILABLE.status) {
            headers.put(HttpHeader.RETRY_AFTER, "1");
        }
        var error = ApiException.of(ErrorKind.of(status), "The request cannot be served");
        return error.toJson(requestId).toString();
    }
}

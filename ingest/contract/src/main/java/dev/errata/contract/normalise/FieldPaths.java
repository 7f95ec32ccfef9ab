package dev.errata.contract.normalise;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where the fields of an error stand in a JSON body: {@link JsonPaths paths}, the first one first.
 *
 * @param hints what else tells one error from another: reasons, quota names, a vendor's own words behind a proxy
 */
record FieldPaths(
        List<String> code,
        List<String> type,
        List<String> message,
        List<String> param,
        List<String> requestId,
        List<String> hints) {

    /** Nothing of its own. */
    static final FieldPaths NONE = new FieldPaths(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    /** The places that most APIs agree on, and the usual dialects. */
    static final FieldPaths COMMON = new FieldPaths(
            List.of(
                    "error.code",
                    "response.error.code",
                    "output.code",
                    "base_resp.status_code",
                    "error_code",
                    "code",
                    "Code",
                    "errorCode",
                    "err_code",
                    "errcode",
                    "fault.detail.errorcode",
                    "fault.code",
                    "errors.*.code",
                    "errors.data.*.code",
                    "error.*.code",
                    "errors.*.extensions.code",
                    "detail.code",
                    "detail.status",
                    "detail.error.code",
                    "data.error.code",
                    "Error.Code",
                    "Response.Error.Code",
                    "ResponseMetadata.Error.Code",
                    "error.error.code",
                    "failure_code",
                    "failureCode",
                    "reason"),
            List.of(
                    "error.type",
                    "error.status",
                    "response.error.type",
                    "error_type",
                    "errorType",
                    "type",
                    "__type",
                    "errors.*.type",
                    "errors.*.title",
                    "detail.*.type",
                    "detail.type",
                    "detail.error.type",
                    "data.error.type",
                    "error.error.type"),
            List.of(
                    "error.message",
                    "response.error.message",
                    "output.message",
                    "base_resp.status_msg",
                    "data.task_status_msg",
                    "data.fail_reason",
                    "data.error.message",
                    "message",
                    "Message",
                    "error_message",
                    "error_msg",
                    "errorMessage",
                    "error_description",
                    "err_msg",
                    "errmsg",
                    "fault.faultstring",
                    "fault.message",
                    "msg",
                    "errors.*.detail",
                    "errors.*.message",
                    "errors.data.*.message",
                    "error.*.message",
                    "errors.*",
                    "detail.*.msg",
                    "detail.message",
                    "detail.error.message",
                    "detail",
                    "Error.Message",
                    "Response.Error.Message",
                    "ResponseMetadata.Error.Message",
                    "error.error.message",
                    "error.error",
                    "error.detail",
                    "failure_reason",
                    "failureReason",
                    "fail_reason",
                    "failure",
                    "task_status_msg",
                    "error",
                    "title",
                    "errors"),
            List.of(
                    "error.param",
                    "param",
                    "errors.*.source.pointer",
                    "errors.*.pointer",
                    "errors.*.field",
                    "invalid_fields.*.field",
                    "error.details.*.fieldViolations.*.field",
                    "response.error.param"),
            List.of(
                    "request_id",
                    "requestId",
                    "RequestId",
                    "requestID",
                    "error.request_id",
                    "error.requestId",
                    "error.details.*.requestId",
                    "error.metadata.request_id",
                    "detail.request_id",
                    "errors.*.request_id",
                    "meta.request_id",
                    "ResponseMetadata.RequestId",
                    "Response.RequestId",
                    "Error.RequestId"),
            List.of(
                    "error.details.error_code",
                    "error.details.*.reason",
                    "error.details.*.violations.*.quotaId",
                    "error.details.*.violations.*.quotaMetric",
                    "error.innererror.code",
                    "error.metadata.raw",
                    "error.reason",
                    "reason",
                    "title"));

    /** These places first, then the others'. */
    FieldPaths then(FieldPaths others) {
        return new FieldPaths(
                joined(code, others.code),
                joined(type, others.type),
                joined(message, others.message),
                joined(param, others.param),
                joined(requestId, others.requestId),
                joined(hints, others.hints));
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}

package dev.errata.gateway.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one request, each knowing what stands around it. Only what came in the same request, from the same
 * service, can be known; where the service itself was called another call begins.
 */
final class SpanNodes {
    private static final Set<SpanKind> ENTRANCES = EnumSet.of(SpanKind.SPAN_KIND_SERVER, SpanKind.SPAN_KIND_CONSUMER);

    /** Deeper is nobody's code but a ring's. */
    private static final int MAX_DEPTH = 64;

    private final List<SpanNode> nodes = new ArrayList<>();
    private final Map<Id, SpanNode> byId = new HashMap<>();

    private record Id(ByteString trace, ByteString span) {}

    private SpanNodes(ExportTraceServiceRequest request) {
        var resources = new HashMap<Resource, Attributes>();
        for (var group : request.getResourceSpansList()) {
            var resource =
                    resources.computeIfAbsent(group.getResource(), sent -> Attributes.of(sent.getAttributesList()));
            for (var scope : group.getScopeSpansList()) {
                scope.getSpansList().forEach(span -> add(span, resource));
            }
        }
    }

    /** In the request's order. */
    static List<SpanNode> of(ExportTraceServiceRequest request) {
        var all = new SpanNodes(request);
        all.nodes.stream().filter(SpanNode::isClient).forEach(all::link);
        all.nodes.forEach(SpanNode::tellCall);
        return all.nodes;
    }

    private void add(Span span, Attributes resource) {
        var node = new SpanNode(nodes.size(), span, resource);
        nodes.add(node);
        byId.put(new Id(span.getTraceId(), span.getSpanId()), node);
    }

    private void link(SpanNode node) {
        var outer = outer(node);
        for (int depth = 0; outer != null && outer != node && depth < MAX_DEPTH; depth++) {
            if (outer.isClient()) {
                node.addOuter(outer);
            }
            outer = outer(outer);
        }
    }

    private @Nullable SpanNode outer(SpanNode node) {
        var span = node.span();
        var outer = byId.get(new Id(span.getTraceId(), span.getParentSpanId()));
        var isOther = outer == null
                || outer.resource() != node.resource()
                || ENTRANCES.contains(outer.span().getKind());
        return isOther ? null : outer;
    }
}

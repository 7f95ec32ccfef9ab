// Calls an API and tells Errata about it, through OpenTelemetry:
//
//   npm ci
//   OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:8080 OTEL_SERVICE_NAME=shop node calls.mjs https://api.deepseek.com/v1/models
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { detectResources, envDetector } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

// Protobuf unless you ask for http/json.
const format = process.env.OTEL_EXPORTER_OTLP_PROTOCOL === 'http/json' ? 'http' : 'proto';
const { OTLPTraceExporter } = await import(`@opentelemetry/exporter-trace-otlp-${format}`);
const { OTLPLogExporter } = await import(`@opentelemetry/exporter-logs-otlp-${format}`);

// An exporter sends again after a 429 or 503, but only within its timeout, and the default of 10 s is soon over.
const patience = { timeoutMillis: 60_000 };
const resource = detectResources({ detectors: [envDetector] });
const traces = new NodeTracerProvider({
  resource,
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(patience), { exportTimeoutMillis: 60_000 })],
});
const logs = new LoggerProvider({
  resource,
  processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(patience), exportTimeoutMillis: 60_000 })],
});
const tracer = traces.getTracer('calls');
const logger = logs.getLogger('calls');

/** A call with a span: Errata counts it, and keeps it where it fails. Instrumentations do the same for you. */
async function traced(url, options = {}) {
  const method = options.method ?? 'GET';
  const attributes = request(url, method);
  return tracer.startActiveSpan(method, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      const response = await fetch(url, options);
      span.setAttributes(await answer(response));
      if (!response.ok) {
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      return response;
    } catch (error) {
      span.recordException(error.cause ?? error);
      span.setStatus({ code: SpanStatusCode.ERROR, message: error.message });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A call without a span: Errata keeps its failure, and cannot know how many others went well. */
async function logged(url, options = {}) {
  const response = await fetch(url, options);
  if (!response.ok) {
    logger.emit({
      eventName: 'http.client.request.exception',
      severityNumber: SeverityNumber.WARN,
      attributes: { ...request(url, options.method ?? 'GET'), ...(await answer(response)) },
    });
  }
  return response;
}

function request(url, method) {
  return { 'http.request.method': method, 'url.full': url, 'server.address': new URL(url).hostname };
}

/** The status; where it is an error also the headers with its ids and limits, and what the body says. */
async function answer(response) {
  const attributes = { 'http.response.status_code': response.status };
  if (!response.ok) {
    attributes['exception.message'] = await response.clone().text();
    for (const name of ['x-request-id', 'request-id', 'apim-request-id', 'x-amzn-requestid', 'retry-after']) {
      if (response.headers.has(name)) {
        attributes[`http.response.header.${name}`] = [response.headers.get(name)];
      }
    }
  }
  return attributes;
}

for (const url of process.argv.slice(2)) {
  await traced(url).catch((error) => console.error(error.message));
  await logged(url).catch((error) => console.error(error.message));
}
await traces.shutdown();
await logs.shutdown();

package dev.paxoswasm.role.trace;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.meters.NodeTags;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The spans of one node, sent to a collector by OTLP over HTTP. */
public final class Tracing implements AutoCloseable {

    private static final String SCOPE = "dev.paxoswasm";
    private static final long STOP_SECONDS = 2;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(SdkTracerProvider provider) {
        this.provider = provider;
        tracer = provider.get(SCOPE);
        Trace.on();
    }

    /**
     * @param endpoint of the collector
     * @param probability that a request which is of no trace begins one
     * @throws ConfigurationException if the endpoint is none
     */
    public static Tracing of(String endpoint, double probability, Cluster cluster, String version) {
        String role = cluster.role().label();
        Resource resource = Resource.create(Attributes.builder()
                .put("service.namespace", cluster.id())
                .put("service.name", "paxos-" + role)
                .put("service.instance.id", NodeTags.name(role, cluster.self()))
                .put("service.version", version)
                .build());
        return new Tracing(SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(probability)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter(endpoint)).build())
                .build());
    }

    private static OtlpHttpSpanExporter exporter(String endpoint) {
        try {
            return OtlpHttpSpanExporter.builder().setEndpoint(endpoint).build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "paxos.tracing.endpoint",
                    "'" + endpoint + "' is no URL of a collector",
                    "it would be like http://localhost:4318/v1/traces");
        }
    }

    /** A request that is being served. */
    public final class Served implements AutoCloseable {

        private final Span span;
        private final Scope scope;

        private Served(Span span) {
            this.span = span;
            scope = span.makeCurrent();
        }

        /** @param name of the operation, null where it has none */
        public void answered(@Nullable String name, int status) {
            if (name != null) {
                span.updateName(name);
            }
            span.setAttribute("http.response.status_code", status);
            if (status >= 500) {
                span.setStatus(StatusCode.ERROR);
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }

    /**
     * A request begins to be served.
     *
     * @param fields of its head; {@code traceparent} says which trace it is of
     * @param mayBegin whether it may begin one, where it is of none
     * @return null where it is of none
     */
    public <H> @Nullable Served serve(String name, H fields, TextMapGetter<H> getter, Beginning mayBegin) {
        Context told = W3CTraceContextPropagator.getInstance().extract(Context.root(), fields, getter);
        boolean isOfOne = Span.fromContext(told).getSpanContext().isValid();
        if (!isOfOne && mayBegin == Beginning.NO) {
            return null;
        }
        return new Served(tracer.spanBuilder(name)
                .setParent(told)
                .setSpanKind(SpanKind.SERVER)
                .startSpan());
    }

    /** Whether a request that is of no trace may begin one. */
    public enum Beginning {
        YES,
        /** It is one among nodes: what nobody traces is not worth a trace of its own. */
        NO
    }

    /** Serves a call of a node of the same process, as a part of the trace of the current thread. */
    public Object near(String name, Callable<Object> call) throws Exception {
        Span span = tracer.spanBuilder(name).setSpanKind(SpanKind.SERVER).startSpan();
        try (Scope _ = span.makeCurrent()) {
            return call.call();
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            span.end();
        }
    }

    /**
     * Does something for many at once. It is a part of the first trace; the others and it are linked, both ways.
     *
     * @param traces of those for whom it is done; null stands for one that is not traced
     */
    public void batch(String name, List<@Nullable Trace> traces, Runnable work) {
        List<Trace> traced = traces.stream().filter(trace -> trace != null).toList();
        if (traced.isEmpty()) {
            work.run();
            return;
        }
        SpanBuilder builder = tracer.spanBuilder(name)
                .setParent(traced.getFirst().context())
                .setAttribute("paxos.batch.size", traces.size());
        traced.stream().skip(1).forEach(trace -> builder.addLink(trace.span().getSpanContext()));
        Span span = builder.startSpan();
        traced.stream().skip(1).forEach(trace -> trace.span().addLink(span.getSpanContext()));
        try (Scope _ = span.makeCurrent()) {
            work.run();
        } finally {
            span.end();
        }
    }

    /** Sends what it has. */
    @Override
    public void close() {
        Trace.off();
        provider.shutdown().join(STOP_SECONDS, TimeUnit.SECONDS);
    }
}

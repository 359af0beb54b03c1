package dev.paxoswasm.standalone;

import dev.paxoswasm.role.meters.NodeTags;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The meters of the process itself, which one of its nodes shows: were each to show them, a sum would count them nine
 * times.
 */
final class ProcessMeters {

    private static final String EXCLUDED = "spring.autoconfigure.exclude";

    /** What would have each node show them. */
    private static final List<String> OF_EACH_NODE = List.of(
            "org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration");

    /** They are not those of the node that shows them. */
    private static final Tags OF_ALL = Tags.of(NodeTags.ROLE, "all", NodeTags.NODE, "all");

    private final AtomicBoolean shown = new AtomicBoolean();

    /** Keeps a node that is to be started from showing them. */
    void keepFrom(ConfigurableApplicationContext node) {
        ConfigurableEnvironment environment = node.getEnvironment();
        String excluded = String.join(",", OF_EACH_NODE);
        String before = environment.getProperty(EXCLUDED);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "meters of the process",
                        Map.of(EXCLUDED, before == null ? excluded : before + "," + excluded)));
    }

    /** Has a node that runs show them, unless another one does. */
    void showAt(ConfigurableApplicationContext node) {
        if (shown.compareAndSet(false, true)) {
            MeterRegistry registry = node.getBean(MeterRegistry.class);
            binders().forEach(binder -> binder.bindTo(registry));
        }
    }

    /** Those that Spring Boot binds. They go on as long as the process. */
    private static List<MeterBinder> binders() {
        return List.of(
                new UptimeMetrics(OF_ALL),
                new ProcessorMetrics(OF_ALL),
                new FileDescriptorMetrics(OF_ALL),
                new JvmGcMetrics(OF_ALL),
                new JvmHeapPressureMetrics(OF_ALL, Duration.ofMinutes(5), Duration.ofMinutes(1)),
                new JvmMemoryMetrics(OF_ALL),
                new JvmThreadMetrics(OF_ALL),
                new ClassLoaderMetrics(OF_ALL),
                ProcessMeters::bindInfo,
                new JvmCompilationMetrics(OF_ALL),
                new LogbackMetrics(OF_ALL));
    }

    /** As {@code JvmInfoMetrics} does, which takes no tags. */
    private static void bindInfo(MeterRegistry registry) {
        Gauge.builder("jvm.info", () -> 1L)
                .description("JVM version info")
                .tags(OF_ALL)
                .tag("version", System.getProperty("java.runtime.version", "unknown"))
                .tag("vendor", System.getProperty("java.vm.vendor", "unknown"))
                .tag("runtime", System.getProperty("java.runtime.name", "unknown"))
                .strongReference(true)
                .register(registry);
    }
}

package dev.paxoswasm.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import dev.paxoswasm.role.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Has the log of all nodes be JSON where {@code logging.structured.format.console} says so, in the formats of Spring
 * Boot and with all its keys for them, as each node does where it has a JVM of its own.
 */
public final class StructuredLogs {

    private static final String FORMAT = "logging.structured.format.console";
    private static final String CLUSTER = "paxos.cluster.id";

    private StructuredLogs() {}

    /** Says in each line which node it comes from; instantiated by Spring Boot. */
    public static final class NodeMember implements StructuredLoggingJsonMembersCustomizer<ILoggingEvent> {
        @Override
        public void customize(JsonWriter.Members<ILoggingEvent> members) {
            members.add("node", _ -> NodeName.current()).whenHasLength();
        }
    }

    /**
     * @param arguments of the process
     * @throws ConfigurationException if there is no such format
     */
    static void install(String[] arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        String format = environment.getProperty(FORMAT, "");
        if (format.isEmpty() || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "defaults",
                        Map.of(
                                "logging.structured.json.customizer", NodeMember.class.getName(),
                                "logging.structured.json.add.paxos_cluster", environment.getProperty(CLUSTER, "paxos"),
                                "logging.structured.ecs.service.name", "paxos-wasm")));
        context.putObject(Environment.class.getName(), environment);
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.setCharset(StandardCharsets.UTF_8);
        try {
            encoder.start();
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    FORMAT, "'" + format + "' is no format of a log", "take ecs, logstash or gelf");
        }
        Appender<ILoggingEvent> console =
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        if (console instanceof ConsoleAppender<ILoggingEvent> appender) {
            appender.stop();
            appender.setEncoder(encoder);
            appender.start();
        }
    }
}

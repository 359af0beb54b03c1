package dev.paxoswasm.role;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line why a node does not start, where whoever configured it can do something about it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);

    @Override
    public boolean reportException(Throwable failure) {
        String line = explain(failure);
        if (line == null) {
            return false;
        }
        LOG.error("Not started. {}", line);
        return true;
    }

    /** One line, or null where the failure is none of configuration. */
    static @Nullable String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConfigurationException configuration -> {
                    return configuration.getMessage();
                }
                case PortInUseException port -> {
                    return "server.port: port " + port.getPort()
                            + " is in use; stop what listens there, or choose another"
                            + " with --server.port=PORT (and name it in paxos.cluster)";
                }
                case InvalidConfigurationPropertyValueException invalid -> {
                    return invalid.getName() + ": '" + invalid.getValue() + "' is not valid; "
                            + oneLine(invalid.getReason());
                }
                case BindException bind -> {
                    return explain(bind);
                }
                default -> {}
            }
        }
        return null;
    }

    private static String explain(BindException bind) {
        Throwable root = bind;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Object value = bind.getProperty() == null ? null : bind.getProperty().getValue();
        String type = bind.getTarget().getType().resolve(Object.class).getSimpleName();
        return bind.getName() + ": '" + value + "' is no " + type + " (" + oneLine(String.valueOf(root.getMessage()))
                + "); paxos-role.yml shows one";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}

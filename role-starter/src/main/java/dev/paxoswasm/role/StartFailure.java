package dev.paxoswasm.role;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyNameException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says in one line why a node does not start, where whoever configured it can do something about it. */
public final class StartFailure {

    private StartFailure() {}

    /** One line; empty where the failure is none of configuration. */
    public static Optional<String> explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = line(cause);
            if (line != null) {
                return Optional.of(oneLine(line));
            }
        }
        return Optional.empty();
    }

    private static @Nullable String line(Throwable failure) {
        return switch (failure) {
            case ConfigurationException configuration -> configuration.getMessage();
            case PortInUseException port ->
                "server.port: port " + port.getPort() + " is in use; stop what listens there, or choose another"
                        + " with --server.port=PORT (and name it in paxos.cluster)";
            case InvalidConfigurationPropertyValueException invalid ->
                invalid.getName() + ": '" + invalid.getValue() + "' is not valid; " + invalid.getReason();
            case InvalidConfigurationPropertyNameException invalid ->
                invalid.getName() + ": is no name of a key; write it as in paxos.timing.heartbeat";
            case BindException bind -> bind(bind);
            case YAMLException yaml -> "a configuration file is no YAML: " + yaml.getMessage();
            default -> null;
        };
    }

    private static String bind(BindException bind) {
        Throwable root = bind;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Object value = bind.getProperty() == null ? null : bind.getProperty().getValue();
        String type = bind.getTarget().getType().resolve(Object.class).getSimpleName();
        return bind.getName() + ": '" + value + "' is no " + type + " (" + root.getMessage()
                + "); paxos-role.yml shows one";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

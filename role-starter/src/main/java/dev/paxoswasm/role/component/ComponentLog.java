package dev.paxoswasm.role.component;

import dev.paxoswasm.contract.log.Level;
import dev.paxoswasm.contract.log.Log;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of the service, under the name of the component. */
final class ComponentLog implements Log {

    private static final int MAX_CHARACTERS = 4_096;

    private final Logger log;
    private final String node;
    private final NodeRecordings recordings;

    ComponentLog(String node, String component, NodeRecordings recordings) {
        this.node = node;
        this.recordings = recordings;
        log = LoggerFactory.getLogger("component." + component);
    }

    @Override
    public void write(Level level, String message) {
        String line = oneLine(message);
        switch (level) {
            case DEBUG -> log.debug("{}: {}", node, line);
            case INFO -> log.info("{}: {}", node, line);
            case WARN -> log.warn("{}: {}", node, line);
            case ERROR -> {
                log.error("{}: {}", node, line);
                recordings.complained(line);
            }
        }
    }

    private static String oneLine(String message) {
        String cut = message.length() > MAX_CHARACTERS ? message.substring(0, MAX_CHARACTERS) : message;
        return cut.replaceAll("\\p{Cntrl}", " ");
    }
}

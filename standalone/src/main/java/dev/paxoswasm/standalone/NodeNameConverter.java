package dev.paxoswasm.standalone;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Shows in each line of the log which node it comes from. */
public final class NodeNameConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return NodeName.current();
    }
}

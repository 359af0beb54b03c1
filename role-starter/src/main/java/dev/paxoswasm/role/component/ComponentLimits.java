package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Limits;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;

/** The limits that a configuration sets. */
public final class ComponentLimits {

    private static final long MAX_MEMORY = 1L << 32;
    private static final long DEFAULT_MEMORY = 128L << 20;

    private ComponentLimits() {}

    public static Limits of(PaxosProperties.Source source) {
        if (source.callDeadline().isNegative() || source.callDeadline().isZero()) {
            throw new ConfigurationException(
                    "paxos.component.call-deadline", "is " + source.callDeadline(), "it must be longer than nothing");
        }
        long memory = source.maxMemory() == null
                ? Limits.partOfHeap(DEFAULT_MEMORY, 4)
                : source.maxMemory().toBytes();
        if (memory < 1 || memory > MAX_MEMORY) {
            throw new ConfigurationException(
                    "paxos.component.max-memory", "is " + memory + " bytes", "it must be from 1 byte to 4 GiB");
        }
        return Limits.DEFAULT.withCallDeadline(source.callDeadline()).withMaxMemoryBytes(memory);
    }
}

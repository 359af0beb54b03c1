package dev.paxoswasm.role;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What any number below {@code paxos.} must be: a count is 1 or more, a time from a millisecond to a day, a size from a
 * byte to a terabyte. What is beyond has no meaning, or would overflow where it is computed with.
 */
public final class ConfigurationValues {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final DataSize SMALLEST = DataSize.ofBytes(1);
    private static final DataSize LARGEST = DataSize.ofTerabytes(1);

    /** Where nothing at all is meant by 0. */
    private static final Map<String, Duration> SHORTEST_OF =
            Map.of("paxos.transport.gathering", Duration.ZERO, "paxos.stop.pause", Duration.ZERO);

    /** The memory of a component is addressed by 32 bits, and what is sent as a whole is one array. */
    private static final Map<String, DataSize> LARGEST_OF = Map.of(
            "paxos.component.max-memory", DataSize.ofGigabytes(4),
            "paxos.swap.max-size", DataSize.ofGigabytes(1),
            "paxos.recording.max-size", DataSize.ofMegabytes(128));

    private ConfigurationValues() {}

    /** @throws ConfigurationException if one is out of its range */
    public static void check(PaxosProperties properties) {
        check("paxos.", properties);
    }

    private static void check(String prefix, Record values) {
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            switch (value(component, values)) {
                case null -> {}
                case Record group -> check(prefix + name + ".", group);
                case Duration time -> checkTime(prefix + name, time);
                case DataSize size -> checkSize(prefix + name, size);
                case Integer count -> checkCount(prefix + name, count);
                case Long count -> checkCount(prefix + name, count);
                case Double part -> checkPart(prefix + name, part);
                default -> {}
            }
        }
    }

    private static void checkTime(String key, Duration time) {
        Duration shortest = SHORTEST_OF.getOrDefault(key, SHORTEST);
        if (time.compareTo(shortest) < 0 || time.compareTo(LONGEST) > 0) {
            throw new ConfigurationException(
                    key,
                    "is " + time.toString().substring(2).toLowerCase(Locale.ROOT),
                    "it must be from " + shortest.toMillis() + "ms to 24h");
        }
    }

    private static void checkSize(String key, DataSize size) {
        DataSize largest = LARGEST_OF.getOrDefault(key, LARGEST);
        if (size.compareTo(SMALLEST) < 0 || size.compareTo(largest) > 0) {
            throw new ConfigurationException(
                    key, "is " + size.toBytes() + " bytes", "it must be from 1 to " + largest.toBytes() + " bytes");
        }
    }

    private static void checkCount(String key, long count) {
        if (count < 1) {
            throw new ConfigurationException(key, "is " + count, "it must be 1 or more");
        }
    }

    private static void checkPart(String key, double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new ConfigurationException(key, "is " + part, "it must be from 0 to 1");
        }
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

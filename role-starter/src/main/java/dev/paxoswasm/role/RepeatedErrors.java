package dev.paxoswasm.role;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Logs a warning or an error that comes again and again once, and then how often it came: first after ten seconds, then
 * after twice as long each time, up to ten minutes. One that has not come for that long is new again.
 */
public final class RepeatedErrors extends TurboFilter {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    /** Errors that are remembered; what is beyond is logged each time. */
    private static final int REMEMBERED = 256;

    private static final int LONGEST_KEY = 2048;

    private final Supplier<String> who;
    private final LongSupplier nanos;
    private final ThreadLocal<Boolean> telling = ThreadLocal.withInitial(() -> false);
    private final Map<String, Repeats> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Repeats> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param who in whose name the current thread logs, where several nodes share this JVM
     * @param nanos a clock
     */
    RepeatedErrors(Supplier<String> who, LongSupplier nanos) {
        this.who = who;
        this.nanos = nanos;
    }

    /** From now on, for everything that is logged in this JVM. */
    public static synchronized void install(Supplier<String> who) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getTurboFilterList().stream().noneMatch(RepeatedErrors.class::isInstance)) {
            context.addTurboFilter(new RepeatedErrors(who, System::nanoTime));
        }
    }

    @Override
    public FilterReply decide(
            Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        if (!level.isGreaterOrEqual(Level.WARN)
                || format == null
                || telling.get()
                || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        String text = MessageFormatter.arrayFormat(format, arguments).getMessage();
        Told told = told(key(logger, level, text, failure));
        if (told.times() == 0) {
            return told.now() ? FilterReply.NEUTRAL : FilterReply.DENY;
        }
        tell(
                logger,
                level,
                text + " (" + told.times() + " times in the last "
                        + Duration.ofNanos(told.withinNanos()).toSeconds() + " s)");
        return FilterReply.DENY;
    }

    /** @param now whether it is logged */
    private record Told(boolean now, long times, long withinNanos) {}

    private synchronized Told told(String key) {
        long now = nanos.getAsLong();
        Repeats repeats = seen.get(key);
        if (repeats == null || now - repeats.last > repeats.pause) {
            seen.put(key, new Repeats(now));
            return new Told(true, 0, 0);
        }
        repeats.last = now;
        repeats.times++;
        if (now - repeats.told < repeats.pause) {
            return new Told(false, 0, 0);
        }
        Told told = new Told(true, repeats.times, now - repeats.told);
        repeats.told = now;
        repeats.times = 0;
        repeats.pause = Math.min(2 * repeats.pause, LONGEST_PAUSE.toNanos());
        return told;
    }

    private String key(Logger logger, Level level, String text, @Nullable Throwable failure) {
        String key = who.get() + '\n' + logger.getName() + '\n' + level + '\n' + text + '\n' + failure;
        return key.length() <= LONGEST_KEY ? key : key.substring(0, LONGEST_KEY) + key.hashCode();
    }

    private void tell(Logger logger, Level level, String text) {
        telling.set(true);
        try {
            if (level.isGreaterOrEqual(Level.ERROR)) {
                logger.error(text);
            } else {
                logger.warn(text);
            }
        } finally {
            telling.set(false);
        }
    }

    private static final class Repeats {
        private long told;
        private long last;
        private long times;
        private long pause = FIRST_PAUSE.toNanos();

        private Repeats(long now) {
            told = now;
            last = now;
        }
    }
}

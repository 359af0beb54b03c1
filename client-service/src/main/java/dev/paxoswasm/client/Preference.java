package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ProblemType;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code Prefer: wait=SECONDS} (RFC 7240): how long a request may take. */
final class Preference {

    static final String DESCRIPTION =
            "`wait=SECONDS`: how long a value may take to be chosen, from 1 to 60; 5 when left out.";

    /** The header that says which wait was applied. */
    static final String APPLIED = "Preference-Applied";

    static final int DEFAULT_SECONDS = 5;
    static final int MAX_SECONDS = 60;

    /** As nearly everyone writes it, whom looking it up saves the pattern. */
    private static final Map<String, Integer> USUAL = IntStream.rangeClosed(1, MAX_SECONDS)
            .boxed()
            .collect(Collectors.toUnmodifiableMap(Preference::applied, seconds -> seconds));

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([^\",;]*)\"?", Pattern.CASE_INSENSITIVE);

    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

    private Preference() {}

    /** The wait that is preferred, 60 seconds at most; null where none is. */
    static @Nullable Integer waitSeconds(@Nullable String prefer) {
        if (prefer == null) {
            return null;
        }
        Integer usual = USUAL.get(prefer);
        return usual == null ? parsed(prefer) : usual;
    }

    private static @Nullable Integer parsed(String prefer) {
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) {
            return null;
        }
        String text = wait.group(1).strip();
        if (!DIGITS.matcher(text).matches() || Integer.parseInt(text) == 0) {
            throw ProblemType.INVALID.because("Prefer asks for wait=" + text
                    + ", but it must be a whole number of seconds from 1 to " + MAX_SECONDS);
        }
        return Math.min(Integer.parseInt(text), MAX_SECONDS);
    }

    static String applied(int seconds) {
        return "wait=" + seconds;
    }

    static Duration patience(@Nullable Integer seconds) {
        return Duration.ofSeconds(seconds == null ? DEFAULT_SECONDS : seconds);
    }
}

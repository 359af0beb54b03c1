package dev.paxoswasm.role.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A media type as RFC 9110, section 8.3.1 writes it, and nothing like it. What a body is depends on it, so that every
 * way to an operation reads it here.
 *
 * @param mediaType type and subtype, in lower case
 * @param parameters by name in lower case
 */
public record ContentType(String mediaType, Map<String, String> parameters) {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
    private static final Pattern PARAMETER = Pattern.compile(
            "[ \\t]*;[ \\t]*(?:(" + TOKEN + ")=(?:(" + TOKEN + ")|\"((?:[\\t !#-\\[\\]-~]|\\\\[\\t -~])*)\"))?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");
    /** No media type is half as long. */
    private static final int MAX_LENGTH = 512;

    private static final String CHARSET = "charset";
    private static final String UTF_8 = "utf-8";

    /** As nearly everyone writes them, whom looking them up saves the parser. */
    private static final Map<String, ContentType> USUAL = Stream.of(
                    "application/json",
                    "application/json;charset=utf-8",
                    "application/json; charset=utf-8",
                    "application/json;charset=UTF-8",
                    "application/json; charset=UTF-8",
                    "application/octet-stream",
                    "application/vnd.wit-value",
                    "application/x-ndjson")
            .collect(Collectors.toUnmodifiableMap(text -> text, ContentType::read));

    /** Reads the value of a field; null where it is none. */
    public static @Nullable ContentType parse(String field) {
        ContentType usual = USUAL.get(field);
        return usual == null ? read(field) : usual;
    }

    private static @Nullable ContentType read(String field) {
        Matcher type = MEDIA_TYPE.matcher(field);
        if (field.length() > MAX_LENGTH || !type.lookingAt()) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(field);
        int end = type.end();
        while (end < field.length()) {
            if (!parameter.region(end, field.length()).lookingAt() || !take(parameter, parameters)) {
                return null;
            }
            end = parameter.end();
        }
        return new ContentType(type.group().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    /** False where the parameter was there before. */
    private static boolean take(Matcher parameter, Map<String, String> parameters) {
        String name = parameter.group(1);
        if (name == null) {
            return true;
        }
        String token = parameter.group(2);
        String value = token == null ? ESCAPE.matcher(parameter.group(3)).replaceAll("$1") : token;
        return parameters.putIfAbsent(name.toLowerCase(Locale.ROOT), value) == null;
    }

    public boolean is(String otherMediaType) {
        return mediaType.equals(otherMediaType);
    }

    /** Whether the text is UTF-8, as it is where nothing else is said. */
    boolean isUtf8() {
        return UTF_8.equalsIgnoreCase(parameters.getOrDefault(CHARSET, UTF_8));
    }

    /** Whether it says nothing but what the body is, so that no reader can take it for anything else. */
    public boolean isPlain() {
        return isUtf8() && (parameters.isEmpty() || parameters.size() == 1 && parameters.containsKey(CHARSET));
    }
}

package dev.paxoswasm.simulation.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Whether what came is what a script says is right. {@code '*'} stands for anything, {@code '>50'} for a greater
 * number. Of a page, which may always be shorter, a beginning is right that does not say that it is all.
 */
final class Comparison {

    private static final String ANYTHING = "*";
    private static final Pattern GREATER = Pattern.compile(">([0-9]+)");
    private static final List<String> PAGES = List.of("accepted", "entries", "ids");
    private static final String MORE = "more";

    /** In place of it a page of a log says where the log ends. */
    private static final String CHOSEN_THROUGH = "chosenThrough";

    private Comparison() {}

    /** Both as {@link Notation#written} gives them. */
    static boolean matches(JsonNode right, JsonNode came) {
        return switch (right) {
            case StringNode text when text.stringValue().equals(ANYTHING) -> !came.isMissingNode();
            case StringNode text
            when GREATER.matcher(text.stringValue()).matches() ->
                came.isIntegralNumber() && came.longValue() > bound(text.stringValue());
            case ObjectNode object -> came instanceof ObjectNode other && sameMembers(object, other);
            case ArrayNode array -> came instanceof ArrayNode other && sameElements(array, other);
            default -> right.equals(came);
        };
    }

    private static long bound(String text) {
        Matcher matcher = GREATER.matcher(text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
    }

    private static boolean sameMembers(ObjectNode right, ObjectNode came) {
        if (!Set.copyOf(right.propertyNames()).equals(Set.copyOf(came.propertyNames()))) {
            return false;
        }
        String page = page(right);
        for (String name : right.propertyNames()) {
            boolean compared = page.isEmpty() || !(name.equals(page) || name.equals(MORE));
            if (compared && !matches(right.path(name), came.path(name))) {
                return false;
            }
        }
        return page.isEmpty() || isPageOf(right, came, page);
    }

    private static String page(ObjectNode object) {
        return PAGES.stream()
                .filter(name ->
                        object.path(name).isArray() && (object.path(MORE).isBoolean() || object.has(CHOSEN_THROUGH)))
                .findFirst()
                .orElse("");
    }

    private static boolean isPageOf(ObjectNode right, ObjectNode came, String page) {
        JsonNode all = right.path(page);
        JsonNode some = came.path(page);
        int count = some.size();
        if (!some.isArray() || count > all.size() || (count == 0 && !all.isEmpty())) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!matches(all.path(i), some.path(i))) {
                return false;
            }
        }
        if (right.has(CHOSEN_THROUGH)) {
            return true;
        }
        boolean more = right.path(MORE).asBoolean() || count < all.size();
        return came.path(MORE).isBoolean() && came.path(MORE).asBoolean() == more;
    }

    private static boolean sameElements(ArrayNode right, ArrayNode came) {
        if (right.size() != came.size()) {
            return false;
        }
        for (int i = 0; i < right.size(); i++) {
            if (!matches(right.path(i), came.path(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether these are there, each once, in any order; others only where {@code others} says so. */
    static boolean hasAll(JsonNode right, List<JsonNode> came, Others others) {
        List<JsonNode> left = new ArrayList<>(came);
        for (JsonNode each : right) {
            JsonNode met =
                    left.stream().filter(it -> matches(each, it)).findFirst().orElse(null);
            if (met == null) {
                return false;
            }
            left.remove(met);
        }
        return left.isEmpty() || others == Others.ALLOWED;
    }

    /** What may be there beside what is asked for. */
    enum Others {
        NONE,
        ALLOWED
    }
}

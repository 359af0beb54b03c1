package dev.paxoswasm.component.binary;

import dev.paxoswasm.component.binary.ExternName.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names: labels in kebab case, and the names of imports and exports. */
final class Names {

    private static final String WORD = "([a-z][0-9a-z]*+|[A-Z][0-9A-Z]*+)";
    private static final String LABEL_RULE = WORD + "(-(" + WORD + "|[0-9]++" + WORD + "?+))*+";
    private static final String LOWER = "[a-z][0-9a-z]*+";
    private static final String LOWER_LABEL = LOWER + "(-(" + LOWER + "|[0-9]++(" + LOWER + ")?+))*+";
    private static final String NUMBER = "(0|[1-9][0-9]*+)";
    private static final String BEFORE_RELEASE = "(" + NUMBER + "(?![0-9A-Za-z-])|[0-9]*+[A-Za-z-][0-9A-Za-z-]*+)";
    private static final String BUILD = "[0-9A-Za-z-]++";
    private static final String VERSION = NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(-" + BEFORE_RELEASE + "(\\."
            + BEFORE_RELEASE + ")*+)?+(\\+" + BUILD + "(\\." + BUILD + ")*+)?+";

    private static final Pattern LABEL = Pattern.compile(LABEL_RULE);
    private static final Pattern MEMBER = Pattern.compile(LABEL_RULE + "\\." + LABEL_RULE);
    private static final Pattern INTERFACE =
            Pattern.compile(LOWER_LABEL + ":" + LOWER_LABEL + "/" + LABEL_RULE + "(@" + VERSION + ")?");

    private static final String RULE = "it is a name such as 'run' or 'namespace:package/interface@1.0.0', in lower"
            + " case but for the interface, or of a resource such as '[method]file.read'";

    /** Longer than any that is met, and short enough to be matched without running out of stack. */
    private static final int MAX_LENGTH = 1_000;

    private Names() {}

    private static String readBounded(ByteReader in) {
        int at = in.position();
        String name = in.readName();
        if (name.length() > MAX_LENGTH) {
            throw in.unsupported("a name of more than " + MAX_LENGTH + " characters", at);
        }
        return name;
    }

    static String readLabel(ByteReader in) {
        int at = in.position();
        String label = readBounded(in);
        if (!LABEL.matcher(label).matches()) {
            throw in.malformed("the name " + quoted(label), at, "a name is words of letters and digits joined by '-'");
        }
        return label;
    }

    /** The name of an import or export, with its leading discriminator and its attributes. */
    static ExternName readExternal(ByteReader in) {
        int at = in.position();
        int form = in.readByte();
        if (form > 0x02) {
            throw in.malformed("name kind " + ByteReader.hex(form), at, "it is 0x00 to 0x02");
        }
        int textAt = in.position();
        String text = readBounded(in);
        Kind kind = kind(in, text, textAt);
        String resource = switch (kind) {
            case LABEL, INTERFACE -> null;
            case CONSTRUCTOR -> afterBracket(text);
            case METHOD, STATIC ->
                afterBracket(text).substring(0, afterBracket(text).indexOf('.'));
        };
        return new ExternName(textAt, text, kind, resource, form == 0x02 ? attributes(in, text, kind, textAt) : null);
    }

    private static String afterBracket(String text) {
        return text.substring(text.indexOf(']') + 1);
    }

    private static Kind kind(ByteReader in, String text, int at) {
        if (text.startsWith("[async")) {
            throw in.unsupported("the async function " + quoted(text), at);
        }
        if (text.startsWith("[constructor]")
                && LABEL.matcher(afterBracket(text)).matches()) {
            return Kind.CONSTRUCTOR;
        }
        if (text.startsWith("[method]") && MEMBER.matcher(afterBracket(text)).matches()) {
            return Kind.METHOD;
        }
        if (text.startsWith("[static]") && MEMBER.matcher(afterBracket(text)).matches()) {
            return Kind.STATIC;
        }
        if (LABEL.matcher(text).matches()) {
            return Kind.LABEL;
        }
        if (INTERFACE.matcher(text).matches()) {
            return Kind.INTERFACE;
        }
        throw in.malformed("the name " + quoted(text), at, RULE);
    }

    /** @return the interface that is implemented, or null */
    private static @Nullable String attributes(ByteReader in, String text, Kind kind, int at) {
        Set<Integer> seen = new HashSet<>();
        @Nullable String implemented = null;
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            int attributeAt = in.position();
            int attribute = in.readByte();
            if (!seen.add(attribute)) {
                throw in.malformed(
                        "the attribute " + ByteReader.hex(attribute) + " twice", attributeAt, "each stands once");
            }
            switch (attribute) {
                case 0x00 -> {
                    implemented = readBounded(in);
                    if (!INTERFACE.matcher(implemented).matches()) {
                        throw in.malformed(
                                "that it implements " + quoted(implemented),
                                attributeAt,
                                "an interface such as 'namespace:package/interface@1.0.0' is implemented");
                    }
                }
                case 0x01 -> throw in.unsupported("a name with a version suffix", attributeAt);
                case 0x02 -> in.readName();
                default ->
                    throw in.malformed("attribute " + ByteReader.hex(attribute), attributeAt, "it is 0x00 to 0x02");
            }
        }
        if (implemented != null && kind != Kind.LABEL) {
            throw in.malformed(
                    "the name " + quoted(text) + " of what implements an interface", at, "it is a name such as 'run'");
        }
        return implemented;
    }

    /** Names are equal without regard to case. */
    static void requireUnique(ByteReader in, int at, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                throw in.malformed("the name " + quoted(name) + " twice", at, "names are unique");
            }
        }
    }

    static String quoted(String name) {
        return "'" + (name.length() > 100 ? name.substring(0, 100) + "…" : name) + "'";
    }
}

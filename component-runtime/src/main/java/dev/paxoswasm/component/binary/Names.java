package dev.paxoswasm.component.binary;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules for names: labels in kebab case, and the names of imports and exports. */
final class Names {

    private static final String WORD = "([a-z][0-9a-z]*+|[A-Z][0-9A-Z]*+)";
    private static final String LABEL_RULE = WORD + "(-(" + WORD + "|[0-9]++" + WORD + "?+))*+";
    private static final String LOWER = "[a-z][0-9a-z]*+";
    private static final String LOWER_LABEL = LOWER + "(-(" + LOWER + "|[0-9]++(" + LOWER + ")?+))*+";
    private static final String NUMBER = "(0|[1-9][0-9]*+)";
    private static final String VERSION =
            NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(-[0-9A-Za-z.-]++)?(\\+[0-9A-Za-z.-]++)?";
    private static final Pattern LABEL = Pattern.compile(LABEL_RULE);
    private static final Pattern INTERFACE =
            Pattern.compile(LOWER_LABEL + ":" + LOWER_LABEL + "/" + LABEL_RULE + "(@" + VERSION + ")?");

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

    /** The name of an import or export, with its leading discriminator. */
    static String readExternal(ByteReader in) {
        int at = in.position();
        int kind = in.readByte();
        if (kind == 0x02) {
            throw in.unsupported("a name with a version suffix", at);
        }
        if (kind > 0x02) {
            throw in.malformed("name kind " + ByteReader.hex(kind), at, "it is 0x00 to 0x02");
        }
        at = in.position();
        String name = readBounded(in);
        if (name.startsWith("[")) {
            throw in.unsupported("the resource or async function " + quoted(name), at);
        }
        for (String kindOfImport : List.of("unlocked-dep=", "locked-dep=", "url=", "integrity=", "relative-url=")) {
            if (name.startsWith(kindOfImport)) {
                throw in.unsupported("the name " + quoted(name), at);
            }
        }
        if (!LABEL.matcher(name).matches() && !INTERFACE.matcher(name).matches()) {
            throw in.malformed(
                    "the name " + quoted(name),
                    at,
                    "it is a name such as 'run' or 'namespace:package/interface@1.0.0', in lower case but for the interface");
        }
        return name;
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

package dev.paxoswasm.cli;

/** What the terminal at standard output can show. */
public final class Terminal {
    private static final boolean INTERACTIVE = Boolean.getBoolean("paxos.terminal");
    private static final boolean COLOURED = INTERACTIVE && System.getenv("NO_COLOR") == null;

    private Terminal() {}

    /** Whether a person may be looking, so that a line can be drawn over. */
    public static boolean interactive() {
        return INTERACTIVE;
    }

    static boolean coloured() {
        return COLOURED;
    }

    public static String good(String text) {
        return paint("32", text);
    }

    public static String bad(String text) {
        return paint("31", text);
    }

    public static String faint(String text) {
        return paint("2", text);
    }

    public static String strong(String text) {
        return paint("1", text);
    }

    private static String paint(String code, String text) {
        return COLOURED ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}

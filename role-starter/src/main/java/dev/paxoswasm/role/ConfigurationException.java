package dev.paxoswasm.role;

/** A node cannot start as it is configured. Its message is one line, for whoever configured it. */
public final class ConfigurationException extends RuntimeException {

    private final String key;

    /**
     * @param key the configuration key at fault
     * @param wrong what was found, with its value
     * @param right what would be right
     */
    public ConfigurationException(String key, String wrong, String right) {
        super(oneLine(key + ": " + wrong + "; " + right));
        this.key = key;
    }

    /** The configuration key at fault. */
    public String key() {
        return key;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}

package dev.paxoswasm.component.recording;

/**
 * A function of an instance that was recorded.
 *
 * @param interfaceName as in the binary, with version
 * @param type in WIT
 */
public record RecordedFunction(Direction direction, String interfaceName, String name, String type) {

    /** Who calls it. */
    public enum Direction {
        EXPORTED,
        IMPORTED
    }

    @Override
    public String toString() {
        return interfaceName + " " + name;
    }
}

package dev.paxoswasm.component.binary;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sections of a binary are called in messages. */
public final class Sections {

    private static final int PREAMBLE = 8;
    private static final int CORE_MODULE = 1;
    private static final int NESTED = 4;

    /** What stands behind a preamble. */
    private enum Layer {
        COMPONENT(
                "component",
                List.of(
                        "custom",
                        "core module",
                        "core instance",
                        "core type",
                        "component",
                        "instance",
                        "alias",
                        "type",
                        "canonical function",
                        "start",
                        "import",
                        "export",
                        "value")),
        MODULE(
                "core module",
                List.of(
                        "custom",
                        "type",
                        "import",
                        "function",
                        "table",
                        "memory",
                        "global",
                        "export",
                        "start",
                        "element",
                        "code",
                        "data",
                        "data count",
                        "tag"));

        private final String name;
        private final List<String> sections;

        Layer(String name, List<String> sections) {
            this.name = name;
            this.sections = sections;
        }

        private String section(int id, int start) {
            String section = (id < sections.size() ? sections.get(id) : "unknown") + " section";
            return start == 0 ? section : section + " of the " + name + " at byte " + start;
        }

        private @Nullable Layer within(int id) {
            return this == COMPONENT && id == CORE_MODULE ? MODULE : this == COMPONENT && id == NESTED ? this : null;
        }
    }

    private Sections() {}

    /** Reads a part of a binary, and names the section in what is thrown. */
    public static void within(String section, Runnable reading) {
        try {
            reading.run();
        } catch (MalformedComponentException e) {
            throw e.in(section);
        } catch (UnsupportedComponentException e) {
            throw e.in(section);
        }
    }

    /** @param start where the component begins; the whole one at 0 */
    public static String ofComponent(int id, int start) {
        return Layer.COMPONENT.section(id, start);
    }

    /** @param start where the core module begins */
    public static String ofModule(int id, int start) {
        return Layer.MODULE.section(id, start);
    }

    /** The section of a component in which a byte is; null if it is in none. */
    public static @Nullable String at(byte[] binary, long offset) {
        return at(new ByteReader(binary, 0, binary.length), offset, Layer.COMPONENT);
    }

    private static @Nullable String at(ByteReader in, long offset, Layer layer) {
        int start = in.position();
        try {
            in.skip(PREAMBLE);
            while (!in.atEnd() && offset >= in.position()) {
                int id = in.readByte();
                ByteReader body = in.readSized();
                if (offset < body.end()) {
                    Layer inner = offset < body.position() ? null : layer.within(id);
                    String section = inner == null ? null : at(body, offset, inner);
                    return section == null ? layer.section(id, start) : section;
                }
            }
        } catch (MalformedComponentException e) {
            // It is cut off there, which whoever decoded it has said better.
        }
        return null;
    }
}

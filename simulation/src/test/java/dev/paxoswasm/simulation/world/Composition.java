package dev.paxoswasm.simulation.world;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The bytes of a composition, in which each role stands as it was built: so that another can be put in its place. */
record Composition(byte[] bytes) {

    static final Path COMPONENTS = Path.of("..", "components");

    private static final int HEADER = 8;
    private static final int COMPONENT_SECTION = 4;

    /** The committed one, or the one that {@code -Dpaxos.composition} names. */
    static Composition built() throws IOException {
        String other = System.getProperty("paxos.composition");
        return new Composition(
                Files.readAllBytes(other == null ? COMPONENTS.resolve("composed/cluster.wasm") : Path.of(other)));
    }

    /**
     * With another component wherever one stands.
     *
     * @throws IllegalArgumentException if it stands nowhere
     */
    Composition with(byte[] present, byte[] other) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, HEADER);
        boolean found = false;
        int at = HEADER;
        while (at < bytes.length) {
            int id = bytes[at++];
            int size = 0;
            for (int shift = 0; ; shift += 7) {
                int next = bytes[at++];
                size |= (next & 0x7f) << shift;
                if (next >= 0) {
                    break;
                }
            }
            byte[] section = Arrays.copyOfRange(bytes, at, at + size);
            at += size;
            if (id == COMPONENT_SECTION && Arrays.equals(section, present)) {
                section = other;
                found = true;
            }
            changed.write(id);
            writeSize(changed, section.length);
            changed.writeBytes(section);
        }
        if (!found) {
            throw new IllegalArgumentException("that component is no part of the composition");
        }
        return new Composition(changed.toByteArray());
    }

    private static void writeSize(ByteArrayOutputStream to, int size) {
        int rest = size;
        while (rest > 0x7f) {
            to.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        to.write(rest);
    }
}

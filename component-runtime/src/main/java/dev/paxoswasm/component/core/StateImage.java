package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MutabilityType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * What the code of core instances can change, as bytes: their memories, without what is zero, and their globals. Code
 * that changes tables or drops segments has more than that, and no image.
 *
 * <p>Of each instance that has any, in order: of each memory its pages, then its blocks that are not zero, each after
 * its number, and {@link #NO_BLOCK}; and the bits of each mutable global. Numbers are little-endian.
 */
public final class StateImage {

    private static final int BLOCK = 4096;
    private static final byte[] ZEROS = new byte[BLOCK];
    private static final int NO_BLOCK = -1;

    private StateImage() {}

    /**
     * Writes the image.
     *
     * @return whether there was room for it; what was written is of no use where there was not
     */
    public static boolean write(List<CoreInstance> instances, ByteBuffer out) {
        out.order(ByteOrder.LITTLE_ENDIAN);
        for (CoreInstance instance : instances) {
            for (LinearMemory memory : instance.ownMemories()) {
                if (!write(memory, out)) {
                    return false;
                }
            }
            for (GlobalInstance global : changing(instance)) {
                if (out.remaining() < Long.BYTES) {
                    return false;
                }
                out.putLong(global.getValue());
            }
        }
        return true;
    }

    /** Whether the code of the instances can change nothing else. */
    public static boolean isWhole(List<CoreInstance> instances) {
        return instances.stream().allMatch(CoreInstance::hasImage);
    }

    private static List<GlobalInstance> changing(CoreInstance instance) {
        return instance.ownGlobals().stream()
                .filter(global -> global.getMutabilityType() == MutabilityType.Var)
                .toList();
    }

    private static boolean isZero(LinearMemory memory, int at) {
        return Arrays.equals(memory.bytes(), at, at + BLOCK, ZEROS, 0, BLOCK);
    }

    private static boolean write(LinearMemory memory, ByteBuffer out) {
        if (out.remaining() < 2 * Integer.BYTES) {
            return false;
        }
        out.putInt(memory.pages());
        for (int at = 0; at < memory.size(); at += BLOCK) {
            if (!isZero(memory, at)) {
                if (out.remaining() < BLOCK + 2 * Integer.BYTES) {
                    return false;
                }
                out.putInt(at / BLOCK).put(memory.bytes(), at, BLOCK);
            }
        }
        out.putInt(NO_BLOCK);
        return true;
    }

    /**
     * Brings new instances into the state of others that were made of the same modules.
     *
     * @throws IllegalArgumentException if it is no image of such instances; they are of no use then
     */
    public static void restore(List<CoreInstance> instances, byte[] image) {
        ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        for (CoreInstance instance : instances) {
            for (LinearMemory memory : instance.ownMemories()) {
                read(memory, in);
            }
            for (GlobalInstance global : changing(instance)) {
                require(in.remaining() >= 8, "it ends within the globals");
                global.setValue(in.getLong());
            }
        }
        require(!in.hasRemaining(), in.remaining() + " bytes follow its end");
    }

    private static void read(LinearMemory memory, ByteBuffer in) {
        require(in.remaining() >= 4, "it ends before a memory");
        int pages = in.getInt();
        require(
                pages >= memory.pages() && memory.grow(pages - memory.pages()) >= 0,
                "it has a memory of " + Integer.toUnsignedString(pages) + " pages, and there are from " + memory.pages()
                        + " on, within the limit");
        memory.fill((byte) 0, 0, memory.size());
        int before = NO_BLOCK;
        while (true) {
            require(in.remaining() >= 4, "it ends within a memory");
            int block = in.getInt();
            if (block == NO_BLOCK) {
                return;
            }
            require(
                    block > before && block < pages * (Memory.PAGE_SIZE / BLOCK),
                    "it has the block " + block + " of a memory of " + pages + " pages after " + before);
            require(in.remaining() >= BLOCK, "it ends within a block");
            in.get(memory.bytes(), block * BLOCK, BLOCK);
            before = block;
        }
    }

    private static void require(boolean right, String wrong) {
        if (!right) {
            throw new IllegalArgumentException("the image of the state is not one of this component: " + wrong);
        }
    }
}

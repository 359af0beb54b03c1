package dev.paxoswasm.component.core;

import static dev.paxoswasm.component.binary.ByteReader.hex;

import dev.paxoswasm.component.binary.ByteReader;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreTypeDecoder;
import java.util.List;

/** Walks the instructions of one expression, copies them, and maps the type indices among their operands. */
final class InstructionScanner {

    /** In the flags of a memory access: the index of a memory follows. */
    private static final long OTHER_MEMORY = 64;

    private static final CoreFunctionType NOTHING = new CoreFunctionType(List.of(), List.of());

    private final ByteReader in;
    private final List<CoreFunctionType> types;
    private final List<CoreFunctionType> functions;
    private final List<Integer> typeMap;
    private final ByteSink out;
    private final CodeCost cost;
    private int copied;
    private int depth;
    private boolean changesTables;

    /** @param functions the type of each, as far as they are known where the expression stands */
    InstructionScanner(
            ByteReader in,
            List<CoreFunctionType> types,
            List<CoreFunctionType> functions,
            List<Integer> typeMap,
            ByteSink out,
            CodeCost cost) {
        this.in = in;
        this.types = types;
        this.functions = functions;
        this.typeMap = typeMap;
        this.out = out;
        this.cost = cost;
        this.copied = in.position();
    }

    /** Up to and with the {@code end} of the expression. */
    void scan() {
        do {
            instruction();
        } while (depth >= 0);
        out.raw(in.bytes(), copied, in.position());
    }

    /** Whether one of the instructions changes a table, or drops a segment. */
    boolean changesTables() {
        return changesTables;
    }

    private void instruction() {
        int at = in.position();
        int code = in.readByte();
        switch (code) {
            case 0x01, 0x1a, 0x1b, 0xd1 -> cost.instruction(code, at);
            case 0x00, 0x0f -> cost.leave(at);
            case 0x02, 0x03, 0x04 -> {
                depth++;
                if (code == 0x04) {
                    cost.instruction(0x1a, at);
                }
                blockType();
            }
            case 0x05 -> cost.otherwise(at);
            case 0x0b -> {
                depth--;
                cost.end(at);
            }
            case 0x0c, 0x0d -> {
                in.readU32();
                cost.branch(code == 0x0c, at);
            }
            case 0x10, 0x12 -> {
                long function = in.readU32();
                // Whether there is such a function is left to Chicory.
                called(code == 0x12, function < functions.size() ? functions.get((int) function) : NOTHING, at);
            }
            case 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0xd2 -> {
                in.readU32();
                changesTables |= code == 0x26;
                cost.instruction(code, at);
            }
            case 0x0e -> {
                int labels = in.readCount();
                for (int i = 0; i <= labels; i++) {
                    in.readU32();
                }
                cost.branchTable(labels + 1, at);
            }
            case 0x11, 0x13 -> {
                CoreFunctionType type = types.get(typeIndex());
                in.readU32();
                cost.instruction(0x1a, at);
                called(code == 0x13, type, at);
            }
            case 0x1c -> {
                int types = in.readCount();
                for (int i = 0; i < types; i++) {
                    CoreTypeDecoder.valueType(in);
                }
                cost.instruction(code, at);
            }
            case 0xfc -> prefixed(at);
            default -> {
                operand(code, at);
                cost.instruction(code, at);
            }
        }
    }

    private void operand(int code, int at) {
        switch (code) {
            case 0x3f, 0x40 -> in.readU32();
            case 0x41 -> in.readSigned(32);
            case 0x42 -> in.readSigned(64);
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case 0xd0 -> heapType();
            default -> {
                if (code >= 0x28 && code <= 0x3e) {
                    memoryArgument();
                } else if (code < 0x45 || code > 0xc4) {
                    throw refused(code, at);
                }
            }
        }
    }

    private void called(boolean tail, CoreFunctionType type, int at) {
        if (tail) {
            cost.tailCall(type, at);
        } else {
            cost.call(type, at);
        }
    }

    private RuntimeException refused(int code, int at) {
        return switch (code) {
            case 0x06, 0x07, 0x08, 0x09, 0x0a, 0x18, 0x19, 0x1f -> in.unsupported("core exception handling", at);
            case 0x14, 0x15, 0xd3, 0xd4, 0xd5, 0xd6, 0xfb -> in.unsupported("typed references or core GC", at);
            case 0xfd -> in.unsupported("vector instructions (SIMD)", at);
            case 0xfe -> in.unsupported("atomic instructions (threads)", at);
            default -> in.malformed("the opcode " + hex(code), at, "no instruction has this code");
        };
    }

    private void blockType() {
        int at = in.position();
        int first = in.peek();
        if (first == 0x40) {
            in.readByte();
            cost.block(0, 0, at);
        } else if (first < 0x80 && first > 0x40) {
            CoreTypeDecoder.valueType(in);
            cost.block(0, 1, at);
        } else {
            long index = in.readSigned(33);
            replace(at, index, true);
            CoreFunctionType type = types.get((int) index);
            cost.block(type.parameters().size(), type.results().size(), at);
        }
    }

    private int typeIndex() {
        int at = in.position();
        int index = in.readIndex();
        replace(at, index, false);
        return index;
    }

    private void replace(int at, long index, boolean ofBlock) {
        if (index < 0 || index >= types.size()) {
            throw in.malformed("core type " + index, at, "the core module defines " + types.size() + " types");
        }
        out.raw(in.bytes(), copied, at);
        copied = in.position();
        int mapped = typeMap.get((int) index);
        if (ofBlock) {
            out.blockType(mapped);
        } else {
            out.unsigned(mapped);
        }
    }

    private void memoryArgument() {
        int at = in.position();
        long flags = in.readU32();
        if (flags >= 2 * OTHER_MEMORY) {
            throw in.malformed("alignment " + flags, at, "no access has it");
        }
        if ((flags & OTHER_MEMORY) != 0) {
            in.readU32();
        }
        at = in.position();
        if (in.readU32() > Integer.MAX_VALUE) {
            // Chicory adds it as a signed number, so it could hit where it must trap; no memory reaches to 2 GiB.
            out.raw(in.bytes(), copied, at);
            copied = in.position();
            out.unsigned(Integer.MAX_VALUE);
        }
    }

    private void heapType() {
        int at = in.position();
        int code = in.readByte();
        if (code != 0x70 && code != 0x6f) {
            throw in.unsupported("a null of type " + hex(code), at);
        }
    }

    private void prefixed(int at) {
        long code = in.readU32();
        cost.prefixed((int) Math.min(code, 255), at);
        if (code <= 7) {
            return;
        }
        // Of the rest, these leave tables and segments alone: memory.init, memory.copy, memory.fill, table.size.
        changesTables |= code != 8 && code != 10 && code != 11 && code != 16;
        switch ((int) Math.min(code, 255)) {
            case 8 -> {
                in.readU32();
                in.readU32();
            }
            case 9, 13, 15, 16, 17 -> in.readU32();
            case 10 -> {
                in.readU32();
                in.readU32();
            }
            case 11 -> in.readU32();
            case 12, 14 -> {
                in.readU32();
                in.readU32();
            }
            default -> throw in.unsupported("the instruction 0xfc " + code, at);
        }
    }
}

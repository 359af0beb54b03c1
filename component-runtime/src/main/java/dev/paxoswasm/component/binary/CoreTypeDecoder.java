package dev.paxoswasm.component.binary;

import static dev.paxoswasm.component.binary.ByteReader.hex;

import dev.paxoswasm.component.binary.CoreExternType.GlobalType;
import dev.paxoswasm.component.binary.CoreExternType.MemoryType;
import dev.paxoswasm.component.binary.CoreExternType.Mutability;
import dev.paxoswasm.component.binary.CoreExternType.TableType;
import java.util.ArrayList;
import java.util.List;

/** Decodes the types of core WebAssembly, which stand in core modules and in the types of core modules. */
public final class CoreTypeDecoder {

    private static final int MAX_PAGES = 65_536;
    private static final long MAX_ELEMENTS = 0xffffffffL;

    private CoreTypeDecoder() {}

    /** Parameters and results, after the code of a function type. */
    public static CoreFunctionType functionType(ByteReader in) {
        return new CoreFunctionType(valueTypes(in), valueTypes(in));
    }

    private static List<CoreType> valueTypes(ByteReader in) {
        int count = in.readCount();
        List<CoreType> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(valueType(in));
        }
        return types;
    }

    public static CoreType valueType(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        for (CoreType type : CoreType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        if (code == 0x7b) {
            throw in.unsupported("vectors (SIMD, v128)", at);
        }
        if (code >= 0x63 && code <= 0x75) {
            throw in.unsupported("reference type " + hex(code) + " (typed references, exceptions, core GC)", at);
        }
        throw in.malformed("core value type " + hex(code), at, "no value type has this code");
    }

    public static CoreType referenceType(ByteReader in) {
        int at = in.position();
        CoreType type = valueType(in);
        if (type != CoreType.FUNCREF && type != CoreType.EXTERNREF) {
            throw in.malformed(type + " where a reference type is wanted", at, "funcref or externref stands here");
        }
        return type;
    }

    public static TableType tableType(ByteReader in) {
        CoreType element = referenceType(in);
        long[] limits = limits(in, MAX_ELEMENTS);
        return new TableType(element, limits[0], limits[1]);
    }

    public static MemoryType memoryType(ByteReader in) {
        long[] limits = limits(in, MAX_PAGES);
        return new MemoryType(limits[0], limits[1]);
    }

    private static long[] limits(ByteReader in, long most) {
        int at = in.position();
        int flags = in.readByte();
        if (flags > 1) {
            throw in.unsupported("limits " + hex(flags) + " (shared or 64-bit memories, page sizes)", at);
        }
        long minimum = in.readU32();
        long maximum = flags == 1 ? in.readU32() : -1;
        if (minimum > most || maximum > most || maximum >= 0 && minimum > maximum) {
            throw in.malformed("limits " + minimum + " to " + maximum, at, "they are ordered and at most " + most);
        }
        return new long[] {minimum, maximum};
    }

    public static GlobalType globalType(ByteReader in) {
        CoreType type = valueType(in);
        int at = in.position();
        return switch (in.readByte()) {
            case 0 -> new GlobalType(type, Mutability.CONSTANT);
            case 1 -> new GlobalType(type, Mutability.MUTABLE);
            default -> throw in.malformed("another mutability", at, "0x00 or 0x01 stands here");
        };
    }

    /** What the type of a core module imports or exports, after its name. */
    static CoreTypeExpression.Described described(ByteReader in) {
        int at = in.position();
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new CoreTypeExpression.Described(at, null, in.readIndex());
            case 1 -> new CoreTypeExpression.Described(at, tableType(in), -1);
            case 2 -> new CoreTypeExpression.Described(at, memoryType(in), -1);
            case 3 -> new CoreTypeExpression.Described(at, globalType(in), -1);
            case 4 -> throw in.unsupported("core exception tags", at);
            default -> throw in.malformed("core description " + hex(kind), at, "it is 0x00 to 0x04");
        };
    }

    /** A core type as a component defines it: of functions or of modules. */
    static CoreTypeExpression read(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x60 -> new CoreTypeExpression.FunctionOf(functionType(in));
            case 0x50 -> {
                List<CoreTypeExpression.Declaration> declarations = new ArrayList<>();
                int count = in.readCount();
                for (int i = 0; i < count; i++) {
                    declarations.add(declaration(in));
                }
                yield new CoreTypeExpression.ModuleOf(declarations);
            }
            case 0x00, 0x4e, 0x4f, 0x5e, 0x5f -> throw in.unsupported("core type " + hex(code) + " (core GC)", at);
            default -> throw in.malformed("core type " + hex(code), at, "it is 0x60 or 0x50");
        };
    }

    private static CoreTypeExpression.Declaration declaration(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> new CoreTypeExpression.Import(at, in.readName(), in.readName(), described(in));
            case 0x01 -> {
                int typeAt = in.position();
                if (!(read(in) instanceof CoreTypeExpression.FunctionOf(CoreFunctionType type))) {
                    throw in.malformed("a module type in a module type", typeAt, "function types are defined in it");
                }
                yield new CoreTypeExpression.Type(at, type);
            }
            case 0x02 -> {
                int sortAt = in.position();
                if (in.readByte() != 0x10 || in.readByte() != 0x01) {
                    throw in.malformed("an alias of another kind in a module type", sortAt, "0x10 and 0x01 stand here");
                }
                yield new CoreTypeExpression.OuterAlias(at, in.readIndex(), in.readIndex());
            }
            case 0x03 -> new CoreTypeExpression.Export(at, in.readName(), described(in));
            default -> throw in.malformed("module declaration " + hex(code), at, "it is 0x00 to 0x03");
        };
    }
}

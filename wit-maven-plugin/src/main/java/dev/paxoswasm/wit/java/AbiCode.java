package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;

/**
 * Java that moves single values into a guest and out of it. In memory a value is stored and loaded; in flat values it
 * is lowered and lifted. Everything but primitive types and bytes has methods in an {@code …Abi} class for that.
 */
final class AbiCode {

    private final JavaFiles files;
    private final JavaSource source;
    private final TypeMethods methods;
    private final InterfaceName owner;
    private final boolean inside;

    /**
     * @param inside whether the {@code …Abi} class of the owner itself is written, and not another class of its package
     */
    AbiCode(JavaFiles files, JavaSource source, TypeMethods methods, InterfaceName owner, boolean inside) {
        this.files = files;
        this.source = source;
        this.methods = methods;
        this.owner = owner;
        this.inside = inside;
    }

    /** The name of the method for a type, with its class where that is another one. */
    String method(String verb, Type type) {
        InterfaceName other = methods.ownerOf(type);
        String method = verb + methods.name(type);
        return inside && other.equals(owner) ? method : source.use(files.abi(other)) + "." + method;
    }

    /** The statement that stores a value. */
    String store(Type declared, String value, String address) {
        Type type = declared.unaliased();
        if (type instanceof Primitive primitive) {
            return "memory." + verb("store", primitive) + "(" + address + ", "
                    + (primitive == Primitive.STRING ? value : raw(primitive, value)) + ");";
        }
        if (type.bytes()) {
            return "memory.storeBytes(" + address + ", " + value + ");";
        }
        if (type instanceof Type.Handle handle) {
            return "memory.store32(" + address + ", " + lowered(handle, value) + ");";
        }
        if (type instanceof Type.ListOf) {
            return "memory.storePointer(" + address + ", " + method("place", type) + "(" + value + ", memory), " + value
                    + ".size());";
        }
        return method("store", type) + "(" + value + ", memory, " + address + ");";
    }

    /** The expression of a value loaded. */
    String load(Type declared, String address) {
        Type type = declared.unaliased();
        if (type instanceof Primitive primitive) {
            String loaded = "memory." + verb("load", primitive) + "(" + address + ")";
            boolean whole = primitive == Primitive.STRING || primitive == Primitive.U32;
            return whole ? loaded : cooked(primitive, loaded);
        }
        if (type.bytes()) {
            return "memory.loadBytes(" + address + ")";
        }
        if (type instanceof Type.Handle handle) {
            return lifted(handle, "memory.load32(" + address + ")");
        }
        if (type instanceof Type.ListOf) {
            return method("lift", type) + "(memory, memory.load32(" + address + "), memory.load32(" + plus(address, 4)
                    + "))";
        }
        return method("load", type) + "(memory, " + address + ")";
    }

    /** The statement that lowers a value to flat ones, from an index on. */
    String lower(Type declared, String value, String index) {
        Type type = declared.unaliased();
        if (type == Primitive.STRING || type.bytes()) {
            return "memory.lower" + (type.bytes() ? "Bytes" : "String") + "(" + value + ", flat, " + index + ");";
        }
        if (type instanceof Primitive primitive) {
            String raw = raw(primitive, value);
            return "flat[" + index + "] = " + (primitive == Primitive.BOOL || wide(primitive) ? raw : unsigned(raw))
                    + ";";
        }
        if (type instanceof Type.Handle handle) {
            return "flat[" + index + "] = " + unsigned(lowered(handle, value)) + ";";
        }
        if (type instanceof Type.ListOf) {
            return "flat[" + index + "] = " + unsigned(method("place", type) + "(" + value + ", memory)") + ";\n"
                    + "flat[" + plus(index, 1) + "] = " + value + ".size();";
        }
        return method("lower", type) + "(" + value + ", memory, flat, " + index + ");";
    }

    /** The expression of a value lifted from flat ones. */
    String lift(Type declared, String index) {
        Type type = declared.unaliased();
        if (type == Primitive.STRING || type.bytes()) {
            return "memory.lift" + (type.bytes() ? "Bytes" : "String") + "(flat, " + index + ")";
        }
        String value = "flat[" + index + "]";
        if (type instanceof Primitive primitive) {
            return wide(primitive) ? cooked(primitive, value) : lifted(primitive, value);
        }
        if (type instanceof Type.Handle handle) {
            return lifted(handle, "(int) " + value);
        }
        if (type instanceof Type.ListOf) {
            return method("lift", type) + "(memory, (int) " + value + ", (int) flat[" + plus(index, 1) + "])";
        }
        return method("lift", type) + "(memory, flat, " + index + ")";
    }

    /** The expression of the index by which a component knows a handle that is passed to it. */
    private String lowered(Type.Handle handle, String value) {
        return "memory.lower" + owned(handle) + "(" + resource(handle) + ", " + value + ")";
    }

    private String lifted(Type.Handle handle, String index) {
        return "memory.lift" + owned(handle) + "(" + resource(handle) + ", " + index + ")";
    }

    private static String owned(Type.Handle handle) {
        return handle.ownership() == Type.Ownership.OWN ? "Own" : "Borrow";
    }

    /** The expression of the resource type of a handle. */
    String resource(Type.Handle handle) {
        return inside && handle.resource().owner().equals(owner)
                ? WitTypes.resourceName(handle.resource())
                : WitTypes.resource(files, source, handle.resource());
    }

    private static boolean wide(Primitive primitive) {
        return switch (primitive) {
            case U32, S64, U64, F64 -> true;
            default -> false;
        };
    }

    private static String unsigned(String value) {
        return value + " & 0xffffffffL";
    }

    private static String verb(String verb, Primitive primitive) {
        return switch (primitive) {
            case BOOL, S8, U8 -> verb + "8";
            case S16, U16 -> verb + "16";
            case S32, F32, CHAR -> verb + "32";
            case U32 -> verb + "U32";
            case S64, U64, F64 -> verb + "64";
            case STRING -> verb + "String";
        };
    }

    /** The bits of a Java value. */
    private static String raw(Primitive primitive, String value) {
        return switch (primitive) {
            case BOOL -> value + " ? 1 : 0";
            case F32 -> "Float.floatToRawIntBits(" + value + ")";
            case F64 -> "Double.doubleToRawLongBits(" + value + ")";
            default -> value;
        };
    }

    /** The Java value of bits as they are loaded from memory, narrow ones without a sign. */
    private String cooked(Primitive primitive, String bits) {
        return switch (primitive) {
            case BOOL -> bits + " != 0";
            case S8 -> "(int) (byte) " + bits;
            case S16 -> "(int) (short) " + bits;
            case U32 -> unsigned(bits);
            case F32 -> "Float.intBitsToFloat(" + bits + ")";
            case F64 -> "Double.longBitsToDouble(" + bits + ")";
            case CHAR -> source.use(JavaFiles.GUEST_MEMORY) + ".scalar(" + bits + ")";
            default -> bits;
        };
    }

    /** The Java value of a flat value. */
    private String lifted(Primitive primitive, String value) {
        return switch (primitive) {
            case U8 -> "(int) " + value + " & 0xff";
            case U16 -> "(int) " + value + " & 0xffff";
            default -> cooked(primitive, "(int) " + value);
        };
    }

    /** How a case is stored: in as many bytes as the number of cases needs. */
    static String caseVerb(String verb, int cases) {
        return verb + (cases <= 0x100 ? "8" : cases <= 0x1_0000 ? "16" : "32");
    }

    /** A sum, its numbers added up. */
    static String plus(String base, int more) {
        if (more == 0) {
            return base;
        }
        int end = base.length();
        while (end > 0 && Character.isDigit(base.charAt(end - 1))) {
            end--;
        }
        boolean number = end == 0 || base.substring(0, end).endsWith(" + ");
        return number && end < base.length()
                ? base.substring(0, end) + (Integer.parseInt(base.substring(end)) + more)
                : base + " + " + more;
    }
}

package dev.paxoswasm.component.binary;

import static dev.paxoswasm.component.binary.ByteReader.hex;

import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.TypeExpression.Label;
import dev.paxoswasm.component.binary.TypeExpression.Reference;
import dev.paxoswasm.component.type.PrimitiveType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decodes the types of a component: <em>Binary.md</em>, "Type Definitions". */
final class TypeDecoder {

    /** How deep types of instances and components may be written inside each other. */
    private static final int MAX_DEPTH = 32;

    private static final int MAX_FLAGS = 32;

    private final ByteReader in;
    private int depth;

    TypeDecoder(ByteReader in) {
        this.in = in;
    }

    TypeExpression read() {
        int at = in.position();
        int code = in.peek();
        if (code >= 0x73 && code <= 0x7f || code == 0x64) {
            return new TypeExpression.Alias(reference());
        }
        in.readByte();
        return switch (code) {
            case 0x72 -> new TypeExpression.RecordOf(labels("a record"));
            case 0x71 -> new TypeExpression.VariantOf(cases(at));
            case 0x70 -> new TypeExpression.ListOf(reference());
            case 0x6f -> new TypeExpression.TupleOf(filled(vector(this::reference), at, "a tuple"));
            case 0x6e -> new TypeExpression.FlagsOf(flags(at));
            case 0x6d -> new TypeExpression.EnumOf(names(at, "an enum"));
            case 0x6b -> new TypeExpression.OptionOf(reference());
            case 0x6a -> new TypeExpression.ResultOf(optionalReference(), optionalReference());
            case 0x40 -> function();
            case 0x41 -> new TypeExpression.ComponentOf(declarations(true));
            case 0x42 -> new TypeExpression.InstanceOf(declarations(false));
            case 0x3f -> resource(at);
            case 0x43 -> throw in.unsupported("an async function type", at);
            case 0x63 -> throw in.unsupported("a map type", at);
            case 0x65 -> throw in.unsupported("a future type", at);
            case 0x66 -> throw in.unsupported("a stream type", at);
            case 0x67 -> throw in.unsupported("a list type of fixed length", at);
            case 0x68 -> new TypeExpression.BorrowOf(in.position(), in.readIndex());
            case 0x69 -> new TypeExpression.OwnOf(in.position(), in.readIndex());
            default -> throw in.malformed("type code " + hex(code), at, "no type starts so");
        };
    }

    private TypeExpression resource(int at) {
        int representation = in.readByte();
        if (representation == 0x7e) {
            throw in.unsupported("a resource type of 64-bit representation", at);
        }
        if (representation != 0x7f) {
            throw in.malformed("a resource type represented by " + hex(representation), at, "it is i32, 0x7f");
        }
        return new TypeExpression.ResourceOf(at, flag("a destructor") ? in.readIndex() : -1);
    }

    private Reference reference() {
        int at = in.position();
        int code = in.peek();
        PrimitiveType primitive = switch (code) {
            case 0x7f -> PrimitiveType.BOOL;
            case 0x7e -> PrimitiveType.S8;
            case 0x7d -> PrimitiveType.U8;
            case 0x7c -> PrimitiveType.S16;
            case 0x7b -> PrimitiveType.U16;
            case 0x7a -> PrimitiveType.S32;
            case 0x79 -> PrimitiveType.U32;
            case 0x78 -> PrimitiveType.S64;
            case 0x77 -> PrimitiveType.U64;
            case 0x76 -> PrimitiveType.F32;
            case 0x75 -> PrimitiveType.F64;
            case 0x74 -> PrimitiveType.CHAR;
            case 0x73 -> PrimitiveType.STRING;
            case 0x64 -> throw in.unsupported("the type error-context", at);
            default -> null;
        };
        if (primitive != null) {
            in.readByte();
            return new Reference(at, primitive, -1);
        }
        long index = in.readSigned(33);
        if (index < 0 || index > Integer.MAX_VALUE) {
            throw in.malformed("value type " + hex(code), at, "it is a primitive type or the index of a type");
        }
        return new Reference(at, null, (int) index);
    }

    private @Nullable Reference optionalReference() {
        return flag("an optional type") ? reference() : null;
    }

    private boolean flag(String what) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> false;
            case 0x01 -> true;
            default -> throw in.malformed(hex(code) + " before " + what, at, "0x00 or 0x01 stands here");
        };
    }

    private <T> List<T> vector(Supplier<T> element) {
        int count = in.readCount();
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element.get());
        }
        return list;
    }

    private <T> List<T> filled(List<T> list, int at, String what) {
        if (list.isEmpty()) {
            throw in.malformed(what + " without parts", at, what + " has at least one");
        }
        return list;
    }

    private List<Label> labels(String what) {
        int at = in.position();
        return unique(at, filled(vector(this::label), at, what));
    }

    private Label label() {
        int at = in.position();
        return new Label(at, Names.readLabel(in), reference());
    }

    private List<Label> unique(int at, List<Label> labels) {
        Names.requireUnique(in, at, labels.stream().map(Label::name).toList());
        return labels;
    }

    private List<Label> cases(int at) {
        List<Label> cases = vector(() -> {
            Label label = new Label(in.position(), Names.readLabel(in), optionalReference());
            int end = in.position();
            if (in.readByte() != 0x00) {
                throw in.malformed("a case that refines another", end, "0x00 ends a case");
            }
            return label;
        });
        return unique(at, filled(cases, at, "a variant"));
    }

    private List<String> names(int at, String what) {
        List<String> names = filled(vector(() -> Names.readLabel(in)), at, what);
        Names.requireUnique(in, at, names);
        return names;
    }

    private List<String> flags(int at) {
        List<String> names = names(at, "a flags type");
        if (names.size() > MAX_FLAGS) {
            throw in.malformed(names.size() + " flags", at, "a flags type has at most " + MAX_FLAGS);
        }
        return names;
    }

    private TypeExpression function() {
        int at = in.position();
        List<Label> parameters = unique(at, vector(this::label));
        int resultAt = in.position();
        int code = in.readByte();
        if (code == 0x00) {
            return new TypeExpression.FunctionOf(parameters, reference());
        }
        if (code == 0x01) {
            int end = in.position();
            if (in.readByte() != 0x00) {
                throw in.malformed("a function with named results", end, "0x00 stands here, or a result before");
            }
            return new TypeExpression.FunctionOf(parameters, null);
        }
        throw in.malformed("result list " + hex(code), resultAt, "it starts with 0x00 or 0x01");
    }

    private List<Definition> declarations(boolean ofComponent) {
        if (++depth > MAX_DEPTH) {
            throw in.unsupported("instance types nested deeper than " + MAX_DEPTH, in.position());
        }
        List<Definition> declarations = vector(() -> declaration(ofComponent));
        depth--;
        return declarations;
    }

    private Definition declaration(boolean ofComponent) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> new Definition.OfCoreType(at, CoreTypeDecoder.read(in));
            case 0x01 -> new Definition.Type(at, definedInType());
            case 0x02 -> alias(in);
            case 0x03 -> {
                if (!ofComponent) {
                    throw in.malformed("an import in the type of an instance", at, "instances have no imports");
                }
                yield new Definition.Import(at, Names.readExternal(in), description(in));
            }
            case 0x04 -> {
                ExternName name = Names.readExternal(in);
                Description description = description(in);
                yield new Definition.Export(at, name, description.sort(), -1, description);
            }
            default -> throw in.malformed("declaration " + hex(code), at, "it is 0x00 to 0x04");
        };
    }

    private TypeExpression definedInType() {
        int at = in.position();
        TypeExpression type = read();
        if (type instanceof TypeExpression.ResourceOf) {
            throw in.malformed("a resource type inside a type", at, "resource types are defined in components only");
        }
        return type;
    }

    static Description description(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> {
                int sortAt = in.position();
                if (in.readByte() != 0x11) {
                    throw in.malformed("a description of another core sort", sortAt, "0x11, a module, stands here");
                }
                yield new Description(at, Sort.CORE_MODULE, in.readIndex());
            }
            case 0x01 -> new Description(at, Sort.FUNCTION, in.readIndex());
            case 0x02 -> throw in.unsupported("the import or export of a value", at);
            case 0x03 -> {
                int bound = in.readByte();
                if (bound == 0x01) {
                    yield new Description(at, Sort.TYPE, Description.ANY_RESOURCE);
                }
                if (bound != 0x00) {
                    throw in.malformed("type bound " + hex(bound), at, "it is 0x00 or 0x01");
                }
                yield new Description(at, Sort.TYPE, in.readIndex());
            }
            case 0x04 -> new Description(at, Sort.COMPONENT, in.readIndex());
            case 0x05 -> new Description(at, Sort.INSTANCE, in.readIndex());
            default -> throw in.malformed("description " + hex(code), at, "it is 0x00 to 0x05");
        };
    }

    static Definition alias(ByteReader in) {
        int at = in.position();
        Sort sort = Sort.read(in);
        int kindAt = in.position();
        int kind = in.readByte();
        return switch (kind) {
            case 0x00 -> new Definition.AliasExport(at, sort, in.readIndex(), in.readName());
            case 0x01 -> new Definition.AliasCoreExport(at, sort, in.readIndex(), in.readName());
            case 0x02 -> new Definition.AliasOuter(at, sort, in.readIndex(), in.readIndex());
            default -> throw in.malformed("alias target " + hex(kind), kindAt, "it is 0x00 to 0x02");
        };
    }
}

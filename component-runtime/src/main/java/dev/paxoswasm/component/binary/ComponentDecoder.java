package dev.paxoswasm.component.binary;

import static dev.paxoswasm.component.binary.ByteReader.hex;

import dev.paxoswasm.component.binary.Definition.Argument;
import dev.paxoswasm.component.binary.Definition.BuiltIn;
import dev.paxoswasm.component.binary.Definition.CanonicalOptions;
import dev.paxoswasm.component.binary.Definition.CoreArgument;
import dev.paxoswasm.component.binary.Definition.CoreNamed;
import dev.paxoswasm.component.binary.Definition.Named;
import dev.paxoswasm.component.binary.Definition.StringEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Walks the sections of a component: <em>Binary.md</em>, "Component Definitions". */
public final class ComponentDecoder {

    private static final int MAX_DEPTH = 32;

    /** Canonical functions that a flag follows. */
    private static final Set<Integer> FLAGGED = Set.of(0x06, 0x0c, 0x20, 0x21, 0x29, 0x2a, 0x2b, 0x2c, 0x2d);

    private static final int MAGIC = 0x6d736100;
    private static final int CORE_MODULE = 0x01;
    private static final int COMPONENT = 0x1_000d;

    private final ByteReader in;
    private final int start;
    private final int depth;
    private final List<Definition> definitions = new ArrayList<>();

    private ComponentDecoder(ByteReader in, int depth) {
        this.in = in;
        this.start = in.position();
        this.depth = depth;
    }

    public static Definition.Nested decode(byte[] binary) {
        return new ComponentDecoder(new ByteReader(binary, 0, binary.length), 0).component();
    }

    private Definition.Nested component() {
        if (depth > MAX_DEPTH) {
            throw in.unsupported("components nested deeper than " + MAX_DEPTH, start);
        }
        Sections.within("preamble", this::preamble);
        while (!in.atEnd()) {
            section();
        }
        return new Definition.Nested(start, definitions);
    }

    private void preamble() {
        if (in.atEnd()) {
            throw in.malformed("no bytes at all", start, "a component starts with \\0asm");
        }
        int magic = word();
        if (magic != MAGIC) {
            throw in.malformed(
                    "the bytes %08x".formatted(Integer.reverseBytes(magic)), start, "a component starts with \\0asm");
        }
        int version = word();
        if (version == CORE_MODULE) {
            throw in.malformed(
                    "this is a core module, not a component",
                    start + 4,
                    "make a component of it with 'wasm-tools component new' or 'jco new'");
        }
        if (version != COMPONENT) {
            throw in.malformed(
                    "version and layer %08x".formatted(Integer.reverseBytes(version)),
                    start + 4,
                    "the components that this library knows have 0d000100");
        }
    }

    private int word() {
        return in.readByte() | in.readByte() << 8 | in.readByte() << 16 | in.readByte() << 24;
    }

    private void section() {
        int at = in.position();
        int id = in.readByte();
        Sections.within(Sections.ofComponent(id, start), () -> section(id, at, in.readSized()));
    }

    private void section(int id, int at, ByteReader body) {
        switch (id) {
            case 0 -> {
                body.readName();
                return;
            }
            case 1 -> {
                definitions.add(new Definition.CoreModule(body.position(), body.end()));
                return;
            }
            case 2 -> each(body, this::coreInstance);
            case 3 ->
                each(
                        body,
                        part -> definitions.add(
                                new Definition.OfCoreType(part.position(), CoreTypeDecoder.read(part))));
            case 4 -> definitions.add(new ComponentDecoder(body, depth + 1).component());
            case 5 -> each(body, this::instance);
            case 6 -> each(body, part -> definitions.add(TypeDecoder.alias(part)));
            case 7 -> {
                TypeDecoder types = new TypeDecoder(body);
                each(body, part -> definitions.add(new Definition.Type(part.position(), types.read())));
            }
            case 8 -> each(body, this::canon);
            case 9 -> throw in.unsupported("a component start section", at);
            case 10 -> each(body, this::importOf);
            case 11 -> each(body, this::export);
            case 12 -> throw in.unsupported("a value section", at);
            default -> throw in.malformed("section " + id, at, "the sections of a component are 0 to 12");
        }
        body.expectEnd("section " + id);
    }

    private static void each(ByteReader body, Consumer<ByteReader> part) {
        int count = body.readCount();
        for (int i = 0; i < count; i++) {
            part.accept(body);
        }
    }

    private void coreInstance(ByteReader in) {
        int at = in.position();
        int kind = in.readByte();
        switch (kind) {
            case 0x00 -> {
                int module = in.readIndex();
                List<CoreArgument> arguments = new ArrayList<>();
                each(in, part -> {
                    int argumentAt = part.position();
                    String name = part.readName();
                    int sortAt = part.position();
                    if (part.readByte() != 0x12) {
                        throw part.malformed("an argument that is no core instance", sortAt, "0x12 stands here");
                    }
                    arguments.add(new CoreArgument(argumentAt, name, part.readIndex()));
                });
                definitions.add(new Definition.CoreInstantiate(at, module, arguments));
            }
            case 0x01 -> {
                List<CoreNamed> exports = new ArrayList<>();
                each(
                        in,
                        part -> exports.add(new CoreNamed(
                                part.position(), part.readName(), Sort.readCore(part), part.readIndex())));
                definitions.add(new Definition.CoreInlineExports(at, exports));
            }
            default -> throw in.malformed("core instance " + hex(kind), at, "it is 0x00 or 0x01");
        }
    }

    private void instance(ByteReader in) {
        int at = in.position();
        int kind = in.readByte();
        switch (kind) {
            case 0x00 -> {
                int component = in.readIndex();
                List<Argument> arguments = new ArrayList<>();
                each(
                        in,
                        part -> arguments.add(
                                new Argument(part.position(), part.readName(), Sort.read(part), part.readIndex())));
                definitions.add(new Definition.Instantiate(at, component, arguments));
            }
            case 0x01 -> {
                List<Named> exports = new ArrayList<>();
                each(
                        in,
                        part -> exports.add(new Named(
                                part.position(), Names.readExternal(part), Sort.read(part), part.readIndex())));
                definitions.add(new Definition.InlineExports(at, exports));
            }
            default -> throw in.malformed("instance " + hex(kind), at, "it is 0x00 or 0x01");
        }
    }

    private void canon(ByteReader in) {
        int at = in.position();
        int kind = in.readByte();
        if (kind >= 0x02 && kind <= 0x04) {
            definitions.add(new Definition.ResourceBuiltIn(at, BuiltIn.values()[kind - 2], in.readIndex()));
            return;
        }
        if (kind > 0x2d && (kind < 0x40 || kind > 0x42) || kind == 0x07) {
            throw in.malformed("the canonical function " + hex(kind), at, "there is none of this code");
        }
        if (FLAGGED.contains(kind) && in.peek() > 1) {
            throw in.malformed(hex(in.peek()) + " after canonical function " + hex(kind), at + 1, "0x00 or 0x01 is");
        }
        if (kind > 0x01) {
            throw in.unsupported("the canonical function " + hex(kind) + " (a task, stream or thread built-in)", at);
        }
        int zeroAt = in.position();
        if (in.readByte() != 0x00) {
            throw in.malformed("canonical function " + hex(kind) + " of another kind", zeroAt, "0x00 stands here");
        }
        int function = in.readIndex();
        CanonicalOptions options = options(in);
        definitions.add(
                kind == 0x00
                        ? new Definition.Lift(at, function, options, in.readIndex())
                        : new Definition.Lower(at, function, options));
    }

    private static CanonicalOptions options(ByteReader in) {
        int[] found = {-1, -1, -1};
        List<StringEncoding> encodings = new ArrayList<>();
        each(in, part -> {
            int at = part.position();
            int code = part.readByte();
            switch (code) {
                case 0x00, 0x01, 0x02 -> {
                    if (!encodings.isEmpty()) {
                        throw part.malformed("two string encodings", at, "one stands, or none for UTF-8");
                    }
                    encodings.add(StringEncoding.values()[code]);
                }
                case 0x03, 0x04, 0x05 -> {
                    if (found[code - 3] >= 0) {
                        throw part.malformed("canonical option " + hex(code) + " twice", at, "each stands once");
                    }
                    found[code - 3] = part.readIndex();
                }
                case 0x06, 0x07 -> throw part.unsupported("an async function", at);
                case 0x08, 0x09 -> throw part.unsupported("canonical option " + hex(code) + " (core GC)", at);
                default -> throw part.malformed("canonical option " + hex(code), at, "it is 0x00 to 0x09");
            }
        });
        StringEncoding encoding = encodings.isEmpty() ? StringEncoding.UTF8 : encodings.getFirst();
        return new CanonicalOptions(encoding, found[0], found[1], found[2]);
    }

    private void importOf(ByteReader in) {
        definitions.add(new Definition.Import(in.position(), Names.readExternal(in), TypeDecoder.description(in)));
    }

    private void export(ByteReader in) {
        int at = in.position();
        ExternName name = Names.readExternal(in);
        Sort sort = Sort.read(in);
        int index = in.readIndex();
        int flagAt = in.position();
        int described = in.readByte();
        if (described > 1) {
            throw in.malformed(hex(described) + " before a description", flagAt, "0x00 or 0x01 stands here");
        }
        definitions.add(
                new Definition.Export(at, name, sort, index, described == 1 ? TypeDecoder.description(in) : null));
    }
}

package dev.paxoswasm.component.core;

import static dev.paxoswasm.component.binary.ByteReader.hex;

import dev.paxoswasm.component.binary.ByteReader;
import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.binary.CoreExternType.GlobalType;
import dev.paxoswasm.component.binary.CoreExternType.MemoryType;
import dev.paxoswasm.component.binary.CoreExternType.TableType;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreTypeDecoder;
import dev.paxoswasm.component.binary.Sections;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Walks a core module before Chicory sees it.
 *
 * <p>It learns the types of imports and exports, holds every count and length against the bytes that are there, refuses
 * what this library does not run, and writes the module anew with its types out of {@link SharedTypes}, without custom
 * sections, and with imports named by their number. What is left for Chicory is the validation of indices and of code.
 */
final class CoreModuleScanner {

    private static final int MAX_LOCALS = 50_000;
    private static final int MAX_NAME = 10_000;
    private static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11);

    private final ByteReader in;
    private final SharedTypes shared;
    private final CompileBudget budget;
    private final ByteSink out = new ByteSink();
    private final int start;
    private int last = -1;

    private final List<CoreFunctionType> types = new ArrayList<>();
    private final List<Integer> typeMap = new ArrayList<>();
    private final List<CoreInterface.Import> imports = new ArrayList<>();
    private final Set<List<String>> importNames = new HashSet<>();
    private final List<CoreFunctionType> functions = new ArrayList<>();
    private final List<TableType> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalType> globals = new ArrayList<>();
    private final Map<String, CoreInterface.Export> exports = new HashMap<>();
    private final Set<Integer> large = new HashSet<>();
    private int importedFunctions;
    private long codeCost;
    private boolean changesTables;
    private int parts;

    CoreModuleScanner(byte[] binary, int start, int end, SharedTypes shared, CompileBudget budget) {
        this.in = new ByteReader(binary, start, end);
        this.start = start;
        this.shared = shared;
        this.budget = budget;
    }

    /** First of two passes: the second, {@link #rewritten}, needs the types of all modules. */
    CoreModuleScanner scan() {
        readPreamble();
        while (!in.atEnd()) {
            int at = in.position();
            int id = in.readByte();
            Sections.within(Sections.ofModule(id, start), () -> {
                ByteReader body = in.readSized();
                if (id == 0) {
                    body.readName();
                } else {
                    section(id, at, body);
                    body.expectEnd("section " + id + " of a core module");
                }
            });
        }
        return this;
    }

    CoreInterface asInterface() {
        return new CoreInterface(start, List.copyOf(imports), Map.copyOf(exports), changesTables, parts);
    }

    /** Whether there is anything to compile. */
    boolean hasCode() {
        return codeCost > 0;
    }

    /**
     * Charges what the whole module costs, beside its code.
     *
     * @return the functions that are not to be compiled, for too many that are too large for a Java method would be
     *     found one by one, each time compiling all anew
     */
    Set<Integer> charge() {
        budget.charge(hasCode() ? CompileBudget.MODULE : CompileBudget.EMPTY_MODULE, start);
        budget.charge(shared.size() * (long) (hasCode() ? CompileBudget.TYPE : CompileBudget.UNUSED_TYPE), start);
        return large.isEmpty() || budget.tryCharge(large.size() * codeCost) ? Set.of() : Set.copyOf(large);
    }

    int start() {
        return start;
    }

    byte[] rewritten() {
        ByteSink module = new ByteSink();
        byte[] preamble = {0, 'a', 's', 'm', 1, 0, 0, 0};
        module.raw(preamble, 0, preamble.length);
        shared.write(module);
        byte[] rest = out.toBytes();
        module.raw(rest, 0, rest.length);
        return module.toBytes();
    }

    private void readPreamble() {
        byte[] preamble = {0, 'a', 's', 'm', 1, 0, 0, 0};
        for (byte wanted : preamble) {
            int at = in.position();
            if (in.readByte() != wanted) {
                throw in.malformed(
                        "a core module with another preamble", at, "a core module starts with \\0asm 01000000");
            }
        }
    }

    private void section(int id, int at, ByteReader body) {
        if (id == 13) {
            throw body.unsupported("exception tags in a core module", at);
        }
        int place = ORDER.indexOf(id);
        if (place < 0) {
            throw body.malformed("section " + id + " in a core module", at, "its sections are 0 to 13");
        }
        if (place <= last) {
            throw body.malformed(
                    "section " + id + " of a core module out of order", at, "sections stand once, in order");
        }
        last = place;
        switch (id) {
            case 1 -> typeSection(body);
            case 2 -> out.section(id, importSection(body));
            case 3 -> out.section(id, functionSection(body));
            case 10 -> out.section(id, codeSection(body));
            default -> {
                int from = body.position();
                switch (id) {
                    case 4 -> each(body, this::table);
                    case 5 -> each(body, part -> memories.add(CoreTypeDecoder.memoryType(part)));
                    case 6 -> each(body, this::global);
                    case 7 -> each(body, this::export);
                    case 8, 12 -> body.readU32();
                    case 9 -> each(body, this::element);
                    default -> each(body, this::data);
                }
                ByteSink copy = new ByteSink();
                copy.raw(body.bytes(), from, body.position());
                out.section(id, copy);
            }
        }
    }

    private void each(ByteReader in, Consumer<ByteReader> part) {
        int count = in.readCount();
        for (int i = 0; i < count; i++) {
            add(in.position());
            part.accept(in);
        }
    }

    /** One more thing that an instance of the module has. */
    private void add(int at) {
        parts++;
        budget.charge(CompileBudget.OTHER, at);
    }

    private void typeSection(ByteReader in) {
        each(in, part -> {
            int at = part.position();
            int code = part.readByte();
            if (code != 0x60) {
                throw part.unsupported("core type " + hex(code) + " (core GC)", at);
            }
            CoreFunctionType type = CoreTypeDecoder.functionType(part);
            types.add(type);
            typeMap.add(shared.add(type));
        });
    }

    private ByteSink importSection(ByteReader in) {
        ByteSink section = new ByteSink();
        int count = in.readCount();
        section.unsigned(count);
        for (int i = 0; i < count; i++) {
            int at = in.position();
            add(at);
            String module = readName(in);
            String name = readName(in);
            section.name("import");
            section.name(Integer.toString(i));
            int kindAt = in.position();
            int kind = in.readByte();
            section.raw(kind);
            int from = in.position();
            CoreExternType type = switch (kind) {
                case 0 -> {
                    int index = typeIndex(in);
                    section.unsigned(typeMap.get(index));
                    functions.add(types.get(index));
                    importedFunctions++;
                    yield types.get(index);
                }
                case 1 -> add(tables, CoreTypeDecoder.tableType(in));
                case 2 -> add(memories, CoreTypeDecoder.memoryType(in));
                case 3 -> add(globals, CoreTypeDecoder.globalType(in));
                case 4 -> throw in.unsupported("exception tags in a core module", kindAt);
                default -> throw in.malformed("import kind " + hex(kind), kindAt, "it is 0x00 to 0x04");
            };
            if (kind != 0) {
                section.raw(in.bytes(), from, in.position());
            }
            if (!importNames.add(List.of(module, name))) {
                throw in.malformed(
                        "the core import '" + module + "' '" + name + "' twice", at, "components import a name once");
            }
            imports.add(new CoreInterface.Import(at, module, name, type));
        }
        return section;
    }

    private static String readName(ByteReader in) {
        int at = in.position();
        String name = in.readName();
        if (name.length() > MAX_NAME) {
            throw in.unsupported("a core name of more than " + MAX_NAME + " characters", at);
        }
        return name;
    }

    private static <T> T add(List<T> list, T element) {
        list.add(element);
        return element;
    }

    private int typeIndex(ByteReader in) {
        int at = in.position();
        int index = in.readIndex();
        if (index >= types.size()) {
            throw in.malformed("core type " + index, at, "the core module defines " + types.size() + " types before");
        }
        return index;
    }

    private ByteSink functionSection(ByteReader in) {
        ByteSink section = new ByteSink();
        int count = in.readCount();
        section.unsigned(count);
        for (int i = 0; i < count; i++) {
            parts++;
            int index = typeIndex(in);
            functions.add(types.get(index));
            section.unsigned(typeMap.get(index));
        }
        return section;
    }

    private void table(ByteReader in) {
        if (in.peek() != 0x40) {
            tables.add(CoreTypeDecoder.tableType(in));
            return;
        }
        in.readByte();
        int at = in.position();
        if (in.readByte() != 0) {
            throw in.malformed("a table of another kind", at, "0x00 stands here");
        }
        tables.add(CoreTypeDecoder.tableType(in));
        expression(in);
    }

    private void global(ByteReader in) {
        globals.add(CoreTypeDecoder.globalType(in));
        expression(in);
    }

    private void export(ByteReader in) {
        int at = in.position();
        String name = readName(in);
        int kindAt = in.position();
        int kind = in.readByte();
        int index = in.readIndex();
        List<? extends CoreExternType> space = switch (kind) {
            case 0 -> functions;
            case 1 -> tables;
            case 2 -> memories;
            case 3 -> globals;
            case 4 -> throw in.unsupported("exception tags in a core module", kindAt);
            default -> throw in.malformed("export kind " + hex(kind), kindAt, "it is 0x00 to 0x04");
        };
        if (index >= space.size()) {
            throw in.malformed(
                    "the export of number " + index, kindAt, "there are only " + space.size() + " of its kind");
        }
        if (exports.put(name, new CoreInterface.Export(index, space.get(index))) != null) {
            throw in.malformed("the core export '" + name + "' twice", at, "export names are unique");
        }
    }

    private void element(ByteReader in) {
        int at = in.position();
        long kind = in.readU32();
        if (kind > 7) {
            throw in.malformed("element segment " + kind, at, "it is 0 to 7");
        }
        boolean active = (kind & 1) == 0;
        if (active) {
            if ((kind & 2) != 0) {
                in.readU32();
            }
            expression(in);
        }
        boolean expressions = (kind & 4) != 0;
        if ((kind & 3) != 0) {
            if (expressions) {
                CoreTypeDecoder.referenceType(in);
            } else if (in.readByte() != 0) {
                throw in.malformed("another kind of elements", in.position() - 1, "0x00 stands here");
            }
        }
        each(in, part -> {
            if (expressions) {
                expression(part);
            } else {
                part.readU32();
            }
        });
    }

    private void data(ByteReader in) {
        int at = in.position();
        long kind = in.readU32();
        if (kind > 2) {
            throw in.malformed("data segment " + kind, at, "it is 0 to 2");
        }
        if (kind == 2) {
            in.readU32();
        }
        if (kind != 1) {
            expression(in);
        }
        in.readSized();
    }

    private void expression(ByteReader in) {
        new InstructionScanner(in, types, functions, typeMap, new ByteSink(), new CodeCost(budget, 0, 1)).scan();
    }

    private ByteSink codeSection(ByteReader in) {
        ByteSink section = new ByteSink();
        int count = in.readCount();
        section.unsigned(count);
        for (int i = 0; i < count; i++) {
            Interruption.stopIfInterrupted();
            ByteReader body = in.readSized();
            ByteSink function = new ByteSink();
            int from = body.position();
            int number = importedFunctions + i;
            int results =
                    number < functions.size() ? functions.get(number).results().size() : 0;
            CodeCost cost = new CodeCost(budget, locals(body), results);
            cost.start(from);
            function.raw(body.bytes(), from, body.position());
            InstructionScanner code = new InstructionScanner(body, types, functions, typeMap, function, cost);
            code.scan();
            changesTables |= code.changesTables();
            body.expectEnd("a core function");
            codeCost += cost.charged();
            if (cost.isLarge()) {
                large.add(number);
            }
            section.sized(function);
        }
        return section;
    }

    private static int locals(ByteReader in) {
        int at = in.position();
        long sum = 0;
        int groups = in.readCount();
        for (int i = 0; i < groups; i++) {
            sum += in.readU32();
            CoreTypeDecoder.valueType(in);
        }
        if (sum > MAX_LOCALS) {
            throw in.unsupported("a core function with " + sum + " locals", at);
        }
        return (int) sum;
    }
}

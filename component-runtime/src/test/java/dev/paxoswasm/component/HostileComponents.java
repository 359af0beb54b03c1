package dev.paxoswasm.component;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Small binaries that stand for much: each is made to cost more time or memory than its size suggests. */
final class HostileComponents {

    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
    private static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final int I32 = 0x7f;
    private static final byte[] NO_FUNCTION_TYPE = bytes(0x60, 0, 0);

    private HostileComponents() {}

    /** By what is too much in them. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("locals", component(modules(functions(2_000, localsOf(50_000)))));
        all.put("types for each of many modules", component(modules(manyTypes(10_000), repeat(25, MODULE))));
        all.put("modules", component(repeat(5_000, section(1, MODULE))));
        all.put("functions", component(modules(functions(50_000, bytes(0, 0x0b)))));
        all.put("instructions", component(modules(functions(1, bytes(0), repeat(2_000_000, 0x01), bytes(0x0b)))));
        all.put("blocks in blocks", component(modules(functions(1, blocks(0, 100_000)))));
        all.put("blocks over a high stack", component(modules(functions(1, blocks(20_000, 20_000)))));
        all.put("branches over a high stack", component(modules(functions(1, branches(0, 20_000, 20_000)))));
        all.put("branches among many locals", component(modules(functions(1, branches(8_000, 0, 20_000)))));
        all.put("switches", component(modules(functions(1, switches(300, 2_000)))));
        all.put("functions too large for a method", component(modules(functions(60, adding(20_000)))));
        all.put("results", component(modules(calls(1_000, 3_000))));
        all.put("tail calls among many types", component(modules(tailCalls(5_000, 5_000))));
        all.put("elements", component(modules(elements(50_000))));
        all.put("data", component(modules(data(50_000))));
        all.put("a declared memory and table", component(modules(declared())));
        all.put("exports of instances", component(modules(exporting(5_000)), repeat(3_000, coreInstances(1))));
        all.put("globals of instances", component(modules(globals(5_000)), repeat(3_000, coreInstances(1))));
        all.put("imports of instances", component(modules(importing(2_000)), importingInstances(2_000)));
        all.put("exported interfaces", component(exportedInterfaces(3_000, 3_000)));
        all.put("imported interfaces", component(importedInterfaces(3_000, 3_000)));
        all.put("paths of instances", component(pathsOfInstances(300, 3_000)));
        all.put("modules compared", component(comparedModules(1_000, 400)));
        all.put("types of instances", component(typesOfInstances(50_000, 100)));
        all.put("components in a chain", component(componentChain(10_000)));
        all.put("lowered and lifted in a chain", component(canonChain(20_000)));
        all.put("equal types compared", component(equalTypes(16, 3_000)));
        all.put("names of a type", component(longNames()));
        all.put("parameters", component(manyParameters(20_000, 1_000)));
        all.put("types in types", component(nestedTypes(2_000)));
        all.put("types doubled", component(doubledTypes(40)));
        all.put("instances doubled", component(doubledInstances(30)));
        all.put("aliases", component(aliases(100_000)));
        all.put("long core names", component(modules(longName(500_000)), importingInstances(0), repeat(0, COMPONENT)));
        return all;
    }

    // Component level

    static byte[] component(byte[]... sections) {
        return join(COMPONENT, join(sections));
    }

    static byte[] modules(byte[]... modules) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] module : modules) {
            if (module.length % MODULE.length == 0 && startsAgain(module)) {
                for (int i = 0; i < module.length / MODULE.length; i++) {
                    out.writeBytes(section(1, MODULE));
                }
            } else {
                out.writeBytes(section(1, module));
            }
        }
        return out.toByteArray();
    }

    private static boolean startsAgain(byte[] module) {
        return module.length > MODULE.length && module[MODULE.length] == 0 && module[MODULE.length + 1] == 'a';
    }

    private static byte[] coreInstances(int count) {
        return section(2, vector(Collections.nCopies(count, bytes(0, 0, 0))));
    }

    private static byte[] importingInstances(int count) {
        // Core instance 0 gives function f of module 1 by way of an instance of inline exports.
        return count == 0
                ? new byte[0]
                : join(
                        section(1, functionExported("f")),
                        section(2, vector(List.of(bytes(0, 1, 0)))),
                        repeat(count, section(2, vector(List.of(bytes(0, 0, 1, 1, 'm', 0x12, 0))))));
    }

    private static byte[] exportedInterfaces(int interfaces, int functions) {
        byte[] module = functionExported("f");
        List<byte[]> named = list(functions, i -> join(bytes(0), name("f" + i), bytes(1, 0)));
        List<byte[]> exports = list(interfaces, i -> join(bytes(0), name("i" + i), bytes(5, 0, 0)));
        return join(
                section(1, module),
                section(2, vector(List.of(bytes(0, 0, 0)))),
                section(6, vector(List.of(join(bytes(0, 0, 1, 0), name("f"))))),
                section(7, vector(List.of(bytes(0x40, 0, 1, 0)))),
                section(8, vector(List.of(bytes(0, 0, 0, 0, 0)))),
                section(5, vector(List.of(join(bytes(1), vector(named))))),
                section(11, vector(exports)));
    }

    private static byte[] importedInterfaces(int interfaces, int functions) {
        List<byte[]> declarations = new java.util.ArrayList<>();
        declarations.add(bytes(1, 0x40, 0, 1, 0));
        declarations.addAll(list(functions, i -> join(bytes(4, 0), name("f" + i), bytes(1, 0))));
        return join(
                section(7, vector(List.of(join(bytes(0x42), vector(declarations))))),
                section(10, vector(list(interfaces, i -> join(bytes(0), name("i" + i), bytes(5, 0))))));
    }

    /** Many instances in one that stands deep in others, whose names are long. */
    private static byte[] pathsOfInstances(int depth, int instances) {
        String name = "a".repeat(990);
        List<byte[]> types = new java.util.ArrayList<>();
        types.add(bytes(0x42, 0));
        for (int i = 0; i < depth; i++) {
            List<byte[]> declarations = new java.util.ArrayList<>();
            declarations.add(join(bytes(2, 3, 2, 1), leb(i)));
            declarations.addAll(
                    i == 0
                            ? list(instances, each -> join(bytes(4, 0), name("s" + each), bytes(5, 0)))
                            : List.of(join(bytes(4, 0), name(name), bytes(5, 0))));
            types.add(join(bytes(0x42), vector(declarations)));
        }
        return join(
                section(7, vector(types)),
                section(10, vector(List.of(join(bytes(0), name("i"), bytes(5), leb(depth))))));
    }

    /** A module given again and again to a component that wants much of it. */
    private static byte[] comparedModules(int exports, int instances) {
        List<byte[]> declarations = new java.util.ArrayList<>();
        declarations.add(join(bytes(1), NO_FUNCTION_TYPE));
        declarations.addAll(list(exports, i -> join(bytes(3), name("f" + i), bytes(0, 0))));
        return join(
                section(1, exporting(exports)),
                section(
                        4,
                        component(
                                section(3, vector(List.of(join(bytes(0x50), vector(declarations))))),
                                section(10, vector(List.of(join(bytes(0), name("m"), bytes(0, 0x11, 0))))))),
                section(5, vector(Collections.nCopies(instances, join(bytes(0, 0, 1), name("m"), bytes(0, 0x11, 0))))));
    }

    /** Instances of a component with a large type. */
    private static byte[] typesOfInstances(int parts, int instances) {
        byte[] tuple = join(bytes(0x6f), vector(Collections.nCopies(parts, bytes(0x79))));
        return join(
                section(4, component(section(7, vector(List.of(tuple))))),
                section(5, vector(Collections.nCopies(instances, bytes(0, 0, 0)))));
    }

    /** Each instantiates the one before it. */
    private static byte[] componentChain(int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(section(4, COMPONENT));
        for (int i = 1; i < length; i++) {
            out.writeBytes(section(
                    4,
                    component(
                            section(6, vector(List.of(join(bytes(4, 2, 1), leb(i - 1))))),
                            section(5, vector(List.of(bytes(0, 0, 0)))))));
        }
        out.writeBytes(section(5, vector(List.of(join(bytes(0), leb(length - 1), bytes(0))))));
        return out.toByteArray();
    }

    private static byte[] canonChain(int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(section(1, functionExported("f")));
        out.writeBytes(section(2, vector(List.of(bytes(0, 0, 0)))));
        out.writeBytes(section(6, vector(List.of(join(bytes(0, 0, 1, 0), name("f"))))));
        out.writeBytes(section(7, vector(List.of(bytes(0x40, 0, 1, 0)))));
        for (int i = 0; i < length; i++) {
            out.writeBytes(section(8, vector(List.of(join(bytes(0, 0), leb(i), bytes(0, 0))))));
            out.writeBytes(section(8, vector(List.of(join(bytes(1, 0), leb(i), bytes(0))))));
        }
        out.writeBytes(section(11, vector(List.of(join(bytes(0), name("f"), bytes(1), leb(length - 1), bytes(0))))));
        return out.toByteArray();
    }

    /** Two types of many parts, equal and written apart, compared again and again. */
    private static byte[] equalTypes(int depth, int comparisons) {
        List<byte[]> types = new java.util.ArrayList<>();
        for (int side = 0; side < 2; side++) {
            types.add(bytes(0x6f, 1, 0x7d));
            for (int i = 1; i < depth; i++) {
                byte[] before = leb(types.size() - 1);
                types.add(join(bytes(0x6f, 2), before, before));
            }
        }
        int first = depth - 1;
        int second = 2 * depth - 1;
        List<byte[]> exports = list(
                comparisons, i -> join(bytes(0), name("t" + i), bytes(3), leb(first), bytes(1, 3, 0), leb(second)));
        return join(section(7, vector(types)), section(11, vector(exports)));
    }

    /** A type whose text is a thousand times as long as the binary, in a message. */
    private static byte[] longNames() {
        String name = "a".repeat(990);
        List<byte[]> types = new java.util.ArrayList<>();
        types.add(join(bytes(0x72, 1), name(name), bytes(0x7d)));
        for (int i = 1; i < 16; i++) {
            byte[] before = leb(i - 1);
            types.add(join(bytes(0x6f, 2), before, before));
        }
        return join(
                section(7, vector(types)),
                section(11, vector(List.of(join(bytes(0), name("t"), bytes(3, 15, 1, 3, 0, 0))))));
    }

    private static byte[] manyParameters(int parameters, int lifts) {
        List<byte[]> labels = list(parameters, i -> join(name("p" + i), bytes(0x7d)));
        return join(
                section(7, vector(List.of(join(bytes(0x40), vector(labels), bytes(1, 0))))),
                section(10, vector(list(lifts, i -> join(bytes(0), name("f" + i), bytes(1, 0))))));
    }

    private static byte[] nestedTypes(int depth) {
        return section(7, join(leb(depth), bytes(0x6f, 1, 0x7d), join(listOfTypes(depth - 1))));
    }

    private static byte[] listOfTypes(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(bytes(0x70));
            out.writeBytes(signed(i));
        }
        return out.toByteArray();
    }

    private static byte[] doubledTypes(int depth) {
        List<byte[]> types = new java.util.ArrayList<>();
        types.add(bytes(0x6f, 1, 0x7d));
        for (int i = 1; i < depth; i++) {
            types.add(bytes(0x6f, 2, i - 1, i - 1));
        }
        return section(7, vector(types));
    }

    /** Each instantiates the one before it twice. */
    private static byte[] doubledInstances(int depth) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(section(4, COMPONENT));
        for (int i = 1; i < depth; i++) {
            out.writeBytes(section(
                    4,
                    component(
                            section(6, vector(List.of(bytes(4, 2, 1, i - 1)))),
                            section(5, vector(List.of(bytes(0, 0, 0), bytes(0, 0, 0)))))));
        }
        out.writeBytes(section(5, vector(List.of(bytes(0, depth - 1, 0)))));
        return out.toByteArray();
    }

    private static byte[] aliases(int count) {
        return join(
                section(7, vector(List.of(bytes(0x7d)))),
                section(6, vector(Collections.nCopies(count, bytes(3, 2, 0, 0)))));
    }

    // Core modules

    private static byte[] functions(int count, byte[]... body) {
        byte[] whole = sized(join(body));
        return join(
                MODULE,
                section(1, vector(List.of(NO_FUNCTION_TYPE))),
                section(3, vector(Collections.nCopies(count, bytes(0)))),
                section(10, vector(Collections.nCopies(count, whole))));
    }

    private static byte[] functionExported(String name) {
        return join(
                MODULE,
                section(1, vector(List.of(NO_FUNCTION_TYPE))),
                section(3, vector(List.of(bytes(0)))),
                section(7, vector(List.of(join(name(name), bytes(0, 0))))),
                section(10, vector(List.of(sized(bytes(0, 0x0b))))));
    }

    private static byte[] localsOf(int count) {
        return join(bytes(1), leb(count), bytes(I32, 0x0b));
    }

    static byte[] manyTypes(int count) {
        return join(MODULE, section(1, vector(list(count, HostileComponents::distinctType))));
    }

    private static byte[] distinctType(int number) {
        byte[] type = bytes(0x60, 7, 0, 0, 0, 0, 0, 0, 0, 0);
        for (int i = 0, rest = number; i < 7; i++, rest /= 4) {
            type[2 + i] = (byte) (I32 - rest % 4);
        }
        return type;
    }

    private static byte[] blocks(int constants, int blocks) {
        return join(
                bytes(0),
                repeat(constants, 0x41, 0),
                repeat(blocks, 0x02, 0x40),
                repeat(blocks, 0x0b),
                repeat(constants, 0x1a),
                bytes(0x0b));
    }

    private static byte[] branches(int locals, int constants, int branches) {
        return join(
                locals == 0 ? bytes(0) : join(bytes(1), leb(locals), bytes(I32)),
                repeat(constants, 0x41, 0),
                repeat(branches, 0x02, 0x40, 0x41, 0, 0x0d, 0, 0x0b),
                repeat(constants, 0x1a),
                bytes(0x0b));
    }

    /** Branch tables to blocks that all lie on different heights of the stack. */
    private static byte[] switches(int blocks, int switches) {
        byte[] table = join(bytes(0x02, 0x40, 0x41, 0, 0x0e), leb(blocks), new byte[0]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0));
        for (int i = 0; i < blocks; i++) {
            out.writeBytes(bytes(0x41, 0, 0x02, 0x40));
        }
        for (int i = 0; i < switches; i++) {
            out.writeBytes(table);
            for (int label = 0; label <= blocks; label++) {
                out.writeBytes(leb(label));
            }
            out.writeBytes(bytes(0x0b));
        }
        for (int i = 0; i < blocks; i++) {
            out.writeBytes(bytes(0x0b, 0x1a));
        }
        out.writeBytes(bytes(0x0b));
        return out.toByteArray();
    }

    /** Additions, enough that the Java method of it is too large. */
    private static byte[] adding(int times) {
        return join(bytes(0), bytes(0x41, 0), repeat(times, 0x41, 0xff, 0xff, 0x03, 0x6d), bytes(0x1a, 0x0b));
    }

    /** A function of many results whose results another takes, called in turns. */
    private static byte[] calls(int arity, int times) {
        byte[] many = repeat(arity, I32);
        return join(
                MODULE,
                section(
                        1,
                        vector(List.of(
                                NO_FUNCTION_TYPE,
                                join(bytes(0x60, 0), leb(arity), many),
                                join(bytes(0x60), leb(arity), many, bytes(0))))),
                section(3, vector(List.of(bytes(0), bytes(1), bytes(2)))),
                section(
                        10,
                        vector(List.of(
                                sized(join(bytes(0), repeat(times, 0x10, 1, 0x10, 2), bytes(0x0b))),
                                sized(bytes(0, 0, 0x0b)),
                                sized(bytes(0, 0x0b))))));
    }

    private static byte[] tailCalls(int types, int functions) {
        List<byte[]> all = new java.util.ArrayList<>();
        all.add(NO_FUNCTION_TYPE);
        all.addAll(list(types, HostileComponents::distinctType));
        return join(
                MODULE,
                section(1, vector(all)),
                section(3, vector(Collections.nCopies(functions, bytes(0)))),
                section(10, vector(Collections.nCopies(functions, sized(bytes(0, 0x12, 0, 0x0b))))));
    }

    private static byte[] elements(int count) {
        return join(
                MODULE,
                section(4, vector(List.of(bytes(0x70, 0, 1)))),
                section(9, vector(Collections.nCopies(count, bytes(0, 0x41, 0, 0x0b, 0)))));
    }

    private static byte[] data(int count) {
        return join(
                MODULE,
                section(5, vector(List.of(bytes(0, 1)))),
                section(11, vector(Collections.nCopies(count, bytes(0, 0x41, 0, 0x0b, 0)))));
    }

    private static byte[] declared() {
        return join(
                MODULE,
                section(4, vector(List.of(join(bytes(0x70, 0), bytes(0xff, 0xff, 0xff, 0xff, 0x0f))))),
                section(5, vector(List.of(join(bytes(0), leb(65_536))))));
    }

    private static byte[] exporting(int count) {
        return join(
                MODULE,
                section(1, vector(List.of(NO_FUNCTION_TYPE))),
                section(3, vector(List.of(bytes(0)))),
                section(7, vector(list(count, i -> join(name("f" + i), bytes(0, 0))))),
                section(10, vector(List.of(sized(bytes(0, 0x0b))))));
    }

    private static byte[] importing(int count) {
        return join(
                MODULE,
                section(1, vector(List.of(NO_FUNCTION_TYPE))),
                section(2, vector(list(count, i -> join(name("m"), name(i == 0 ? "f" : "g" + i), bytes(0, 0))))));
    }

    private static byte[] globals(int count) {
        return join(MODULE, section(6, vector(Collections.nCopies(count, bytes(I32, 1, 0x41, 0, 0x0b)))));
    }

    private static byte[] longName(int length) {
        return join(
                MODULE,
                section(1, vector(List.of(NO_FUNCTION_TYPE))),
                section(2, vector(List.of(join(name("m".repeat(length)), name("f"), bytes(0, 0))))));
    }

    // Bytes

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] leb(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    /** An index of a type where a value type stands, which is a signed number. */
    private static byte[] signed(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int rest = value;
        while (rest > 0x3f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return out.toByteArray();
    }

    static byte[] name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return join(leb(bytes.length), bytes);
    }

    static byte[] section(int id, byte[] body) {
        return join(bytes(id), sized(body));
    }

    private static byte[] sized(byte[] body) {
        return join(leb(body.length), body);
    }

    static byte[] vector(List<byte[]> elements) {
        return join(leb(elements.size()), join(elements.toArray(byte[][]::new)));
    }

    private static List<byte[]> list(int count, IntFunction<byte[]> element) {
        List<byte[]> list = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element.apply(i));
        }
        return list;
    }

    private static byte[] repeat(int times, int... values) {
        return repeat(times, bytes(values));
    }

    private static byte[] repeat(int times, byte[] bytes) {
        byte[] repeated = new byte[times * bytes.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, repeated, i * bytes.length, bytes.length);
        }
        return repeated;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

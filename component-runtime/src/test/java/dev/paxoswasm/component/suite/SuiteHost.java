package dev.paxoswasm.component.suite;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.ResourceHandle;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What wasmtime's tests expect a host to offer, and instances that were made before. */
final class SuiteHost {

    private static final String HOST = "host";

    /** {@code (module (global (export "g") i32 i32.const 100) (func (export "f") (result i32) i32.const 101))} */
    private static final byte[] SIMPLE_MODULE = HexFormat.of()
            .parseHex("0061736d010000000105016000017f03020100060701" + "7f0041e4000b07090201670300016600000a070105"
                    + "0041e5000b");

    private final Resource resource1 = Resource.ofHost("resource1", this::dropped);
    private final Resource resource2 = Resource.ofHost("resource2", representation -> {});
    private long drops;
    private long lastDrop;

    private void dropped(int representation) {
        drops++;
        lastDrop = representation & 0xffffffffL;
    }

    Imports imports(Map<String, ComponentInstance> named) {
        WitType own = WitType.own(resource1.type());
        WitType borrow = WitType.borrow(resource1.type());
        WitType u32 = WitType.U32;
        Imports.Builder imports = Imports.builder()
                .function(Component.ROOT, "host-return-two", type(u32), arguments -> 2L)
                .function(HOST, "return-three", type(u32), arguments -> 3L)
                .function(HOST + "/nested", "return-four", type(u32), arguments -> 4L)
                .function(HOST, "return-hi", type(WitType.STRING), arguments -> "hi")
                .module(HOST, "simple-module", SIMPLE_MODULE)
                .resource(HOST, "resource1", resource1)
                .resource(HOST, "resource2", resource2)
                .resource(HOST, "resource1-again", resource1)
                .function(
                        HOST,
                        "[constructor]resource1",
                        FunctionType.of(List.of(WitType.field("r", u32)), own),
                        arguments -> ResourceHandle.own(resource1, (int) (long) (Long) arguments[0]))
                .function(
                        HOST,
                        "[static]resource1.assert",
                        FunctionType.of(List.of(WitType.field("r", own), WitType.field("rep", u32)), null),
                        arguments -> assertRepresentation(arguments))
                .function(HOST, "[static]resource1.last-drop", type(u32), arguments -> lastDrop)
                .function(HOST, "[static]resource1.drops", type(u32), arguments -> drops)
                .function(HOST, "[method]resource1.simple", arguments -> assertRepresentation(arguments))
                .function(
                        HOST,
                        "[method]resource1.take-borrow",
                        FunctionType.of(List.of(WitType.field("self", borrow), WitType.field("b", borrow)), null),
                        arguments -> null)
                .function(
                        HOST,
                        "[method]resource1.take-own",
                        FunctionType.of(List.of(WitType.field("self", borrow), WitType.field("b", own)), null),
                        arguments -> null);
        named.forEach(imports::instance);
        return imports.build();
    }

    private static Object assertRepresentation(Object[] arguments) {
        long representation = ((ResourceHandle) arguments[0]).representation() & 0xffffffffL;
        if (representation != (Long) arguments[1]) {
            throw new IllegalStateException("resource " + representation + " where " + arguments[1] + " is expected");
        }
        return null;
    }

    private static FunctionType type(WitType result) {
        return FunctionType.of(List.of(), result);
    }
}

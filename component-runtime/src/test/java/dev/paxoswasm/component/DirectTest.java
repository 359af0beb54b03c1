package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.abi.ArgumentsLowering;
import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.Layout;
import dev.paxoswasm.component.abi.Lifting;
import dev.paxoswasm.component.abi.Passed;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions called and offered with code that moves their values itself. */
class DirectTest {

    private static final Component TROUBLE = TestComponents.component("trouble");
    private static final String EXPORTED = "test:trouble/trouble";
    private static final FunctionType CALL =
            FunctionType.of(List.of(WitType.field("argument", WitType.U32)), WitType.U32);
    private static final ArgumentsLowering FORTY_ONE = (memory, flat, address) -> flat[0] = 41;
    private static final Lifting<Long> U32 = (memory, flat, address) -> flat[0] & 0xffffffffL;

    private static DirectHostFunction<Long> host(LongUnaryOperator function) {
        return new DirectHostFunction<>(
                Passed.FLAT,
                Passed.FLAT,
                (memory, flat, address) -> () -> function.applyAsLong(flat[0]),
                (answer, memory, flat, address) -> flat[0] = answer);
    }

    private static ComponentInstance with(DirectHostFunction<Long> function) {
        return TROUBLE.instantiate(
                Imports.builder().function("host", "call", CALL, function).build(), TestComponents.PATIENT);
    }

    private static DirectFunction callHost(ComponentInstance instance) {
        return instance.function(EXPORTED, "call-host").direct(Passed.FLAT, Passed.FLAT);
    }

    @Test
    void valuesPassBothWays() {
        assertThat(callHost(with(host(argument -> argument + 1))).call(FORTY_ONE, U32))
                .isEqualTo(42);
    }

    @Test
    void codeThatExpectsValuesToBePassedOtherwiseIsRefused() {
        ComponentInstance instance = with(host(argument -> argument));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance.function(EXPORTED, "call-host").direct(Passed.FLAT, Passed.IN_MEMORY))
                .withMessage("function call-host of test:trouble/trouble, func(argument: u32) -> u32, does not pass its"
                        + " parameters FLAT and its result IN_MEMORY");
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> with(new DirectHostFunction<>(
                        Passed.IN_MEMORY,
                        Passed.FLAT,
                        (memory, flat, address) -> () -> 0L,
                        (answer, memory, flat, address) -> flat[0] = answer)))
                .withMessageContaining("does not pass its parameters IN_MEMORY and its result FLAT");
    }

    @Test
    void whatTheCallThrowsIsTheHosts() {
        IllegalStateException thrown = new IllegalStateException("disk full");
        ComponentInstance instance = with(host(argument -> {
            throw thrown;
        }));

        assertThatThrownBy(() -> callHost(instance).call(FORTY_ONE, U32)).isSameAs(thrown);
        assertThat(instance.poisoned()).isTrue();
    }

    @Test
    void whatLiftingThrowsIsTheComponents() {
        IllegalArgumentException thrown = new IllegalArgumentException("slot must be from 1");
        ComponentInstance outgoing = with(new DirectHostFunction<>(
                Passed.FLAT,
                Passed.FLAT,
                (memory, flat, address) -> {
                    throw thrown;
                },
                (answer, memory, flat, address) -> {}));
        ComponentInstance returning = with(host(argument -> argument));

        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> callHost(outgoing).call(FORTY_ONE, U32))
                .withMessageContaining("slot must be from 1")
                .withCause(thrown);
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> callHost(returning).call(FORTY_ONE, (memory, flat, address) -> {
                    throw thrown;
                }))
                .withCause(thrown);
        assertThat(outgoing.poisoned()).isTrue();
        assertThat(returning.poisoned()).isTrue();
    }

    @Test
    void aHostFunctionCannotReenterTheInstance() {
        AtomicReference<DirectFunction> self = new AtomicReference<>();
        self.set(callHost(with(host(argument -> self.get().call(FORTY_ONE, U32)))));

        assertThatIllegalStateException()
                .isThrownBy(() -> self.get().call(FORTY_ONE, U32))
                .withMessageContaining("forbids to reenter");
    }

    @Test
    void aListThatReachesOutOfTheMemoryTraps() {
        ComponentInstance instance = with(host(argument -> argument));
        DirectFunction batch = instance.function(EXPORTED, "batch").direct(Passed.FLAT, Passed.IN_MEMORY);
        ArgumentsLowering empty = (memory, flat, address) -> flat[0] = memory.allocateList(0, 16, 8);

        Lifting<Integer> count = (memory, flat, address) -> memory.load32(address + 4);
        assertThat(batch.call(empty, count)).isZero();
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> batch.call(empty, (memory, flat, address) -> {
                    memory.requireList(8, -1, 8, 8, 16);
                    return 0;
                }))
                .withMessageContaining("a list, 34359738360 bytes at 8, reaches out of the memory");
    }

    /** CanonicalABI.md, "Alignment" and "Element Size". */
    @Test
    void layoutsAreThoseOfTheCanonicalAbi() {
        WitType record = WitType.record(
                WitType.field("a", WitType.U8), WitType.field("b", WitType.U64), WitType.field("c", WitType.STRING));

        assertThat(Layout.offsets(record)).containsExactly(0, 8, 16);
        assertThat(Layout.offset(record, 2)).isEqualTo(16);
        assertThat(Layout.size(record)).isEqualTo(24);
        assertThat(Layout.alignment(record)).isEqualTo(8);
        assertThat(Layout.payloadOffset(WitType.option(WitType.U16))).isEqualTo(2);
    }
}

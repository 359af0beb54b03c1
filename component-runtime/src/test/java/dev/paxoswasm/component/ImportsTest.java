package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the host offers, and what host functions may do. */
class ImportsTest {

    private static final Component TROUBLE = TestComponents.component("trouble");
    private static final String EXPORTED = "test:trouble/trouble";
    private static final FunctionType CALL =
            FunctionType.of(List.of(WitType.field("argument", WitType.U32)), WitType.U32);

    private static ComponentInstance with(HostFunction function) {
        return TROUBLE.instantiate(
                Imports.builder().function("host", "call", CALL, function).build(), TestComponents.PATIENT);
    }

    private static Object callHost(ComponentInstance instance, long argument) {
        return instance.function(EXPORTED, "call-host").call(argument);
    }

    @Test
    void aMissingImportIsNamedWithItsType() {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> TROUBLE.instantiate(Imports.none(), Limits.DEFAULT))
                .withMessage("the component imports function call of host: func(argument: u32) -> u32, "
                        + "which the host does not offer");
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> TestComponents.component("resources")
                        .instantiate(
                                Imports.builder()
                                        .function("test:resources/host", "open", arguments -> null)
                                        .build(),
                                Limits.DEFAULT))
                .withMessage("the component imports the resource type file of test:resources/host, which the host does"
                        + " not offer; the component imports function [method]file.read of test:resources/host:"
                        + " func(self: borrow<file>) -> u32, which the host does not offer");
    }

    @Test
    void anImportOfAnotherTypeIsNamedWithBothTypesAndWhatDiffers() {
        FunctionType other = FunctionType.of(List.of(WitType.field("argument", WitType.U64)), null);
        Imports imports = Imports.builder()
                .function("host", "call", other, arguments -> null)
                .build();
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> TROUBLE.instantiate(imports, Limits.DEFAULT))
                .withMessage("the component imports function call of host: func(argument: u32) -> u32, "
                        + "but the host offers it as func(argument: u64): argument is u32, not u64");
    }

    @Test
    void theSameFunctionIsNotOfferedTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Imports.builder()
                        .function("host", "call", arguments -> null)
                        .function("host", "call", arguments -> null))
                .withMessage("function call of host is offered twice");
    }

    @Test
    void aHostFunctionAnswersTheComponent() {
        assertThat(callHost(with(arguments -> (Long) arguments[0] + 1), 41)).isEqualTo(42L);
    }

    @Test
    void whatAHostFunctionThrowsReachesTheCallerAsItIsAndPoisonsTheInstance() {
        IllegalStateException thrown = new IllegalStateException("disk full");
        ComponentInstance instance = with(arguments -> {
            throw thrown;
        });
        assertThatThrownBy(() -> callHost(instance, 1)).isSameAs(thrown);
        assertThat(instance.poisoned()).isTrue();
        assertThatExceptionOfType(InstancePoisonedException.class)
                .isThrownBy(() -> instance.function(EXPORTED, "count").call())
                .withMessageContaining("disk full")
                .withCause(thrown);
    }

    @Test
    void evenACheckedExceptionOfAHostFunctionPasses() {
        IOException thrown = new IOException("gone");
        ComponentInstance instance = with(arguments -> ImportsTest.<RuntimeException>sneak(thrown));
        assertThatThrownBy(() -> callHost(instance, 1)).isSameAs(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> Object sneak(Exception e) throws E {
        throw (E) e;
    }

    @Test
    void aHostFunctionThatReturnsAnotherTypeIsTold() {
        ComponentInstance instance = with(arguments -> "forty-two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> callHost(instance, 1))
                .withMessage("host function call of host: result: expected u32, got String");
        assertThat(instance.poisoned()).isTrue();
    }

    @Test
    void aHostFunctionCannotReenterTheInstance() {
        AtomicReference<ComponentInstance> self = new AtomicReference<>();
        self.set(with(arguments -> callHost(self.get(), 2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> callHost(self.get(), 1))
                .withMessageContaining("forbids to reenter");
        assertThat(self.get().poisoned()).isTrue();
    }

    @Test
    void aHostFunctionMayCallAnotherInstance() {
        ComponentInstance inner = with(arguments -> 7L);
        assertThat(callHost(with(arguments -> callHost(inner, 1)), 1)).isEqualTo(7L);
    }

    @Test
    void instancesShareNothing() {
        ComponentInstance one = with(arguments -> 0L);
        ComponentInstance other = with(arguments -> 0L);
        callHost(one, 1);
        callHost(one, 1);
        assertThat(one.function(EXPORTED, "count").call()).isEqualTo(2L);
        assertThat(other.function(EXPORTED, "count").call()).isEqualTo(0L);
    }

    @Test
    void aHostFunctionThatFindsNoStackIsATrap() {
        ComponentInstance instance = with(ImportsTest::deeper);

        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> callHost(instance, 1))
                .withMessageContaining("call stack exhausted");
        assertThat(instance.poisoned()).isTrue();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static Object deeper(Object[] arguments) {
        return deeper(new Object[] {deeper(arguments)});
    }
}

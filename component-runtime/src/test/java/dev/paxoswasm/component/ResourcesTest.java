package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.ResourceHandle;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handles that components and the host pass to each other. */
class ResourcesTest {

    private static final String HOST = "test:resources/host";
    private static final String COUNTERS = "test:resources/counters";

    private final Component component = Component.parse(TestComponents.bytes("resources"));
    private final List<Integer> closed = new ArrayList<>();
    private final Resource files = Resource.ofHost("file", closed::add);
    private final ComponentInstance instance = instance();

    private ComponentInstance instance() {
        return component.instantiate(imports().build(), Limits.DEFAULT);
    }

    private Imports.Builder imports() {
        WitType borrow = WitType.borrow(files.type());
        return Imports.builder()
                .resource(HOST, "file", files)
                .function(
                        HOST,
                        "open",
                        FunctionType.of(List.of(WitType.field("number", WitType.U32)), WitType.own(files.type())),
                        arguments -> ResourceHandle.own(files, (int) (long) (Long) arguments[0]))
                .function(
                        HOST,
                        "[method]file.read",
                        FunctionType.of(List.of(WitType.field("self", borrow)), WitType.U32),
                        arguments -> 10L * ((ResourceHandle) arguments[0]).representation());
    }

    private Object call(String interfaceName, String function, Object... arguments) {
        return instance.function(interfaceName, function).call(arguments);
    }

    private ResourceHandle counter(long value) {
        return (ResourceHandle) call(COUNTERS, "[constructor]counter", value);
    }

    @Test
    void aHandleThatAComponentMadeIsLentToItsMethodsAndStaysTheHosts() {
        ResourceHandle counter = counter(7);
        assertThat(counter.isOwned()).isTrue();
        assertThat(counter.resource()).isSameAs(instance.resource(COUNTERS, "counter"));
        assertThat(call(COUNTERS, "[method]counter.value", counter)).isEqualTo(7L);
        assertThat(call(COUNTERS, "[method]counter.value", counter)).isEqualTo(7L);
        assertThat(counter.isUsable()).isTrue();
    }

    @Test
    void aHandleThatIsGivenAwayCannotBeUsedAgain() {
        ResourceHandle counter = counter(7);
        call(COUNTERS, "consume", counter);
        assertThat(call(COUNTERS, "live")).isEqualTo(0L);
        assertThat(counter.isUsable()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call(COUNTERS, "consume", counter))
                .withMessageContaining("expected a handle that is owned");
        assertThat(instance.poisoned()).isFalse();
    }

    @Test
    void whatTheHostDropsIsDestroyedByTheComponentThatDefinesIt() {
        ResourceHandle counter = counter(7);
        assertThat(call(COUNTERS, "live")).isEqualTo(1L);
        instance.drop(counter);
        assertThat(call(COUNTERS, "live")).isEqualTo(0L);
        assertThat(counter.isUsable()).isFalse();
    }

    @Test
    void eachInstanceHasResourceTypesOfItsOwn() {
        ComponentInstance other = instance();
        ResourceHandle counter = counter(7);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> other.function(COUNTERS, "[method]counter.value").call(counter))
                .withMessageContaining("expected a handle of this counter, got a handle of counter");
    }

    @Test
    void theHostLendsAndIsTold() {
        assertThat(call(Component.ROOT, "read", 4L)).isEqualTo(40L);
        assertThat(closed).containsExactly(4);
    }

    @Test
    void aHandleOfTheHostComesBackAsAnotherThatOwns() {
        ResourceHandle file = ResourceHandle.own(files, 5);
        ResourceHandle back = (ResourceHandle) call(Component.ROOT, "pass-on", file);
        assertThat(back.representation()).isEqualTo(5);
        assertThat(file.isUsable()).isFalse();
        assertThat(back.isUsable()).isTrue();
    }

    @Test
    void aComponentThatKeepsWhatItWasLentTraps() {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(Component.ROOT, "keep", ResourceHandle.borrow(files, 5)))
                .withMessageContaining("held 1 borrowed handles");
        assertThat(instance.poisoned()).isTrue();
    }

    @Test
    void whatTheHostMakesOfAComponentsResourceIsRefused() {
        Resource counters = instance.resource(COUNTERS, "counter");
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceHandle.own(counters, 1));
        ResourceHandle counter = counter(7);
        assertThatIllegalArgumentException().isThrownBy(counter::representation);
    }

    @Test
    void aResourceTypeThatIsNotOfferedIsNamed() {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> component.instantiate(Imports.none(), Limits.DEFAULT))
                .withMessageStartingWith(
                        "the component imports the resource type file of " + HOST + ", which the host does not offer");
    }

    @Test
    void aFunctionThatIsOfferedWithAnotherResourceTypeIsRefused() {
        Resource others = Resource.ofHost("file", representation -> {});
        Imports imports = Imports.builder()
                .resource(HOST, "file", files)
                .function(
                        HOST,
                        "open",
                        FunctionType.of(List.of(WitType.field("number", WitType.U32)), WitType.own(others.type())),
                        arguments -> ResourceHandle.own(others, 1))
                .build();
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> component.instantiate(imports, Limits.DEFAULT))
                .withMessageContaining("function open of " + HOST + ": func(number: u32) -> own<file>");
    }

    @Test
    void aHandleOfAnotherTypeThatAHostFunctionAnswersIsTheHostsFault() {
        Resource others = Resource.ofHost("other", representation -> {});
        Imports imports = Imports.builder()
                .resource(HOST, "file", files)
                .function(HOST, "open", arguments -> ResourceHandle.own(others, 1))
                .function(HOST, "[method]file.read", arguments -> 1L)
                .build();
        ComponentFunction read = component.instantiate(imports, Limits.DEFAULT).function(Component.ROOT, "read");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.call(1L))
                .withMessageContaining("host function open of " + HOST);
    }

    /** @param seen gets each handle that the host is lent to read from */
    private ComponentInstance reader(List<ResourceHandle> seen, Supplier<Object> answer) {
        Imports imports = Imports.builder()
                .resource(HOST, "file", files)
                .function(HOST, "open", arguments -> ResourceHandle.own(files, 6))
                .function(HOST, "[method]file.read", arguments -> {
                    seen.add((ResourceHandle) arguments[0]);
                    return answer.get();
                })
                .build();
        return component.instantiate(imports, Limits.DEFAULT);
    }

    @Test
    void aHandleThatIsLentIsNotDroppedMeanwhile() {
        ResourceHandle file = ResourceHandle.own(files, 5);
        List<ResourceHandle> seen = new ArrayList<>();
        ComponentInstance reader = reader(seen, () -> 1L);
        reader.function(Component.ROOT, "read").call(1L);
        assertThat(seen.getFirst().isUsable()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> reader.drop(seen.getFirst()));
        assertThat(file.isUsable()).isTrue();
    }

    @Test
    void aHandleThatIsLentToACallThatTrapsIsTheLendersAgain() {
        ResourceHandle file = ResourceHandle.own(files, 5);
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(Component.ROOT, "keep", file))
                .withMessageContaining("held 1 borrowed handles");
        ComponentInstance healthy = instance();
        healthy.drop(file);
        assertThat(closed).containsExactly(5);
        assertThat(healthy.poisoned()).isFalse();
    }

    @Test
    void aHandleThatAHostFunctionWasLentIsOfNoUseAfterTheFunctionFailed() {
        List<ResourceHandle> seen = new ArrayList<>();
        ComponentFunction read = reader(seen, () -> {
                    throw new IllegalStateException("disk full");
                })
                .function(Component.ROOT, "read");
        assertThatIllegalStateException().isThrownBy(() -> read.call(1L)).withMessage("disk full");
        assertThat(seen.getFirst().isUsable()).isFalse();
    }

    /** @param now what the host does while a handle is lent */
    private ComponentInstance handles(Runnable now) {
        return TestComponents.component("handles")
                .instantiate(
                        Imports.builder()
                                .resource("h", "file", files)
                                .function("h", "now", arguments -> {
                                    now.run();
                                    return null;
                                })
                                .function("i", "take", arguments -> null)
                                .build(),
                        Limits.DEFAULT);
    }

    @Test
    void aHandleThatIsLentToACallIsNeitherDroppedNorGivenAwayMeanwhile() {
        ResourceHandle file = ResourceHandle.own(files, 5);
        handles(() -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> instance.drop(file))
                            .withMessage("a handle of file that is lent to a call");
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> call(Component.ROOT, "pass-on", file))
                            .withMessageContaining("expected a handle that is not lent to a call");
                })
                .function(Component.ROOT, "during")
                .call(file);
        assertThat(instance.poisoned()).isFalse();
        assertThat(call(Component.ROOT, "pass-on", file)).isInstanceOf(ResourceHandle.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"give-both", "lend-and-give", "give-and-lend"})
    void aHandleThatIsGivenAwayIsNotPassedTwice(String function) {
        ComponentInstance taker = handles(() -> {});
        ResourceHandle file = ResourceHandle.own(files, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> taker.function(Component.ROOT, function).call(file, file))
                .withMessageContaining("expected a handle that is given away once and not passed otherwise");
        assertThat(taker.poisoned()).isFalse();
        assertThat(file.isUsable()).isTrue();
    }

    @Test
    void whatAnotherInstanceOfTheSameComponentExportsIsOfTheResourcesOfThatInstance() {
        Imports imports = Imports.builder()
                .resource("h", "file", Resource.ofHost("file", representation -> {}))
                .function("h", "now", arguments -> null)
                .instance("i", handles(() -> {}))
                .build();
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> TestComponents.component("handles").instantiate(imports, Limits.DEFAULT))
                .withMessageContaining("function take of i: func(file: own<file>)");
    }
}

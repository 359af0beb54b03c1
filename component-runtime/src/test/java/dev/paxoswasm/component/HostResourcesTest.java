package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.paxoswasm.component.abi.HostResource;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.ResourceHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Java objects as the resources of a component, with generic values; who owns them, and when they are closed. */
class HostResourcesTest {

    private static final String STORE = "test:depot/store@0.1.0";
    private static final String COUNTERS = "test:depot/counters@0.1.0";

    /** What the host offers. */
    private static final class Kept implements AutoCloseable {
        private final String name;
        private final List<String> lines = new ArrayList<>();
        private int closed;

        private Kept(String name) {
            this.name = name;
        }

        @Override
        public void close() throws IOException {
            closed++;
            if (name.equals("stuck")) {
                throw new IOException("the disk is gone");
            }
        }
    }

    private final HostResource<Kept> files = HostResource.closing("file", Kept.class);
    private final List<Kept> opened = new ArrayList<>();
    private final List<ResourceHandle> lent = new ArrayList<>();
    private final ComponentInstance instance = instance(Limits.DEFAULT);

    @AfterEach
    void noneIsClosedTwice() {
        assertThat(opened).allMatch(file -> file.closed <= 1);
    }

    private ComponentInstance instance(Limits limits) {
        return TestComponents.component("depot")
                .instantiate(
                        Imports.builder()
                                .resource(STORE, "file", files.resource())
                                .function(
                                        STORE,
                                        "[constructor]file",
                                        arguments -> files.own(opened((String) arguments[0])))
                                .function(STORE, "[method]file.append", arguments -> {
                                    lent.add((ResourceHandle) arguments[0]);
                                    Kept file = files.object((ResourceHandle) arguments[0]);
                                    file.lines.add((String) arguments[1]);
                                    return ResultValue.ok((long) file.lines.size());
                                })
                                .function(
                                        STORE,
                                        "[method]file.lines",
                                        arguments -> files.object((ResourceHandle) arguments[0]).lines)
                                .function(STORE, "[static]file.merged", arguments -> arguments[0])
                                .function(STORE, "find", arguments -> new VariantValue(0, null))
                                .function(STORE, "total", arguments -> (long) ((List<?>) arguments[0]).size())
                                .build(),
                        limits);
    }

    private Kept opened(String name) {
        Kept file = new Kept(name);
        opened.add(file);
        return file;
    }

    private Object call(String function, Object... arguments) {
        return instance.function(COUNTERS, function).call(arguments);
    }

    @Test
    void whatAComponentDropsIsClosed() {
        assertThat(call("work", List.of("a", "b"))).isEqualTo(2L);
        assertThat(opened).hasSize(4).allMatch(file -> file.closed == 1);
    }

    @Test
    void whatTheHostLendsItKeeps() {
        Kept file = opened("lent");
        assertThat(call("sign", files.borrow(file), "x")).isEqualTo(1L);
        assertThat(file.lines).containsExactly("x");
        assertThat(file.closed).isZero();
    }

    @Test
    void whatAComponentLendsIsGoodForTheCallOnly() {
        call("sign", files.borrow(opened("lent")), "x");
        assertThatIllegalStateException()
                .isThrownBy(() -> files.object(lent.getFirst()))
                .withMessage("a handle of file that was given away, or lent for an earlier call");
    }

    @Test
    void whatComesBackIsTheSameObjectAndTheHosts() {
        Kept file = opened("given");
        ResourceHandle handle = files.own(file);
        call("keep", handle);
        assertThatIllegalStateException().isThrownBy(() -> files.object(handle));
        Optional<?> back = (Optional<?>) call("give-back");
        assertThat(back.map(it -> files.object((ResourceHandle) it)).orElseThrow())
                .isSameAs(file);
        instance.close();
        assertThat(file.closed).isZero();
    }

    @Test
    void aHandleOfAnotherResourceIsRefused() {
        HostResource<Kept> others = HostResource.closing("other", Kept.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("sign", others.borrow(opened("other")), "x"))
                .withMessage("file: expected a handle of this file, got a handle of other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.object(others.own(opened("other"))))
                .withMessage("expected a handle of file, got one of other");
        assertThat(instance.poisoned()).isFalse();
    }

    @Test
    void numbersAndObjectsAreNotMixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResourceHandle.own(files.resource(), 1))
                .withMessage("handles of file stand for objects, see HostResource");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> files.object(ResourceHandle.own(Resource.ofHost("number", number -> {}), 1)));
    }

    @Test
    void anInstanceThatIsClosedClosesWhatItOwnsAndIsNotUsedAgain() {
        Kept file = opened("kept");
        call("keep", files.own(file));
        instance.close();
        instance.close();
        assertThat(file.closed).isEqualTo(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> call("live"))
                .withMessage("the instance is closed, so function live of " + COUNTERS + " was not begun");
    }

    @Test
    void anInstanceThatTrapsClosesWhatItOwns() {
        Kept file = opened("kept");
        call("keep", files.own(file));
        assertThatExceptionOfType(ComponentTrapException.class).isThrownBy(() -> call("fail", "open"));
        assertThat(opened).hasSize(2).allMatch(each -> each.closed == 1);
    }

    @Test
    void whatFailsToCloseThenIsAddedToWhatWentWrong() {
        call("keep", files.own(opened("stuck")));
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call("fail", "stuck"))
                .satisfies(trap -> assertThat(trap.getSuppressed()).hasSize(2).allMatch(IOException.class::isInstance));
    }

    @Test
    void whatFailsToCloseWhenItIsDroppedEndsTheCall() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> call("work", List.of("stuck")))
                .withMessage("the disk is gone");
        assertThat(instance.poisoned()).isTrue();
        assertThat(opened).allMatch(each -> each.closed == 1);
    }

    @Test
    void whatFailsToCloseWithAnInstanceIsThrown() {
        call("keep", files.own(opened("stuck")));
        assertThatExceptionOfType(IOException.class).isThrownBy(instance::close);
        instance.close();
    }

    @Test
    void aComponentThatTakesMoreThanItMayHoldLeavesNothingOpen() {
        ComponentInstance small = instance(Limits.DEFAULT.withMaxTableElements(100));
        ComponentFunction keep = small.function(COUNTERS, "keep");
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i <= 100; i++) {
                        keep.call(files.own(opened("file " + i)));
                    }
                })
                .withMessageContaining("the component holds more handles than its limit of table elements allows");
        assertThat(opened).hasSizeGreaterThan(1).allMatch(each -> each.closed == 1);
    }

    @Test
    void aHandleOfAComponentIsDroppedThroughItsInstance() {
        ResourceHandle counter = (ResourceHandle) call("[constructor]counter", 3L);
        assertThat(call("[method]counter.value", counter)).isEqualTo(3L);
        instance.drop(counter);
        assertThat(call("live")).isEqualTo(0L);
    }
}

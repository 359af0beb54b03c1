package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;

/** What the canonical ABI remembers of one component instance. */
public final class ComponentState {

    /** False while the host calls realloc or post-return, which must not call out. */
    boolean mayLeave = true;

    /** True while one of its exports runs; it must not be entered again meanwhile. */
    boolean entered;

    void requireMayLeave() {
        if (!mayLeave) {
            throw new ComponentTrapException("the component called an import out of realloc or post-return");
        }
    }

    void enter() {
        if (entered) {
            throw new ComponentTrapException("a component instance was called while one of its functions runs");
        }
        entered = true;
    }
}

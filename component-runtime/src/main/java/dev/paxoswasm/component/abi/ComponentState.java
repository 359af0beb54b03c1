package dev.paxoswasm.component.abi;

/** What the canonical ABI remembers of one component instance. */
public final class ComponentState {

    /** False while the host calls realloc or post-return, which must not call out. */
    boolean mayLeave = true;

    /** True while one of its exports runs; it must not be entered again meanwhile. */
    boolean entered;
}

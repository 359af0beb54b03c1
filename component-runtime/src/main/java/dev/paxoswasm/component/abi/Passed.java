package dev.paxoswasm.component.abi;

/** How the canonical ABI passes all parameters of a function, or its result. */
public enum Passed {
    /** As core values; so is a result that there is not. */
    FLAT,
    /** In memory: parameters of more than 16 flat values, a result of more than one. */
    IN_MEMORY
}

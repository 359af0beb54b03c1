package dev.paxoswasm.component.abi;

/** Holds the handles in generic values that are passed at once to what an instance allows. */
final class HandleCheck {

    private final Resources resources;
    private final HandleUse use = new HandleUse();

    HandleCheck(Resources resources) {
        this.resources = resources;
    }

    /** @param resource the number of the type that is wanted */
    void give(ResourceHandle handle, int resource) {
        use.give(handle, resources.get(resource));
    }

    /** @param resource the number of the type that is wanted */
    void lend(ResourceHandle handle, int resource) {
        use.lend(handle, resources.get(resource));
    }
}

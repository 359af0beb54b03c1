package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/** The resource types of one running instance, by their numbers in its plan. */
public final class Resources {

    private final @Nullable Resource[] all;

    public Resources(int count) {
        this.all = new Resource[count];
    }

    public void set(int number, Resource resource) {
        all[number] = resource;
    }

    public Resource get(int number) {
        Resource resource = all[number];
        if (resource == null) {
            throw new AssertionError("a resource type is known before it is used");
        }
        return resource;
    }
}

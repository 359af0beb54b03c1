package dev.paxoswasm.wit.syntax;

/**
 * The name of a package.
 *
 * @param version empty if it has none
 */
public record PackageName(String namespace, String name, String version) {

    /** Whether a reference that may leave out the version means this package. */
    public boolean answersTo(PackageName reference) {
        return namespace.equals(reference.namespace)
                && name.equals(reference.name)
                && (reference.version.isEmpty() || version.equals(reference.version));
    }

    @Override
    public String toString() {
        return namespace + ":" + name + (version.isEmpty() ? "" : "@" + version);
    }
}

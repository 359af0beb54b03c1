package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.PackageName;

/** The full name of an interface or a world, as a component binary spells it. */
public record InterfaceName(PackageName packageName, String name) {

    /** Without the version, as in {@code paxos:acceptor/acceptor}. */
    public String unversioned() {
        return packageName.namespace() + ":" + packageName.name() + "/" + name;
    }

    @Override
    public String toString() {
        return unversioned() + (packageName.version().isEmpty() ? "" : "@" + packageName.version());
    }
}

package dev.paxoswasm.role.component;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import java.nio.charset.StandardCharsets;

/** The components built with this project: each lies in the jar of its service, beside a copy of the checksum file. */
final class PackagedComponents {

    private static final String CHECKSUMS = "classpath:components/CHECKSUMS";

    private PackagedComponents() {}

    static String location(Role role) {
        return "classpath:components/" + role.label() + ".wasm";
    }

    static String digest(Role role) {
        String file = role.label() + ".wasm";
        String checksums = new String(Binary.read("paxos.component.digest", CHECKSUMS), StandardCharsets.UTF_8);
        return checksums
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\\s+\\*?", 2))
                .filter(columns -> columns.length == 2 && columns[1].equals(file))
                .map(columns -> "sha256:" + columns[0])
                .findFirst()
                .orElseThrow(() -> new ConfigurationException(
                        "paxos.component.digest", CHECKSUMS + " does not list " + file, "set the digest"));
    }
}

package dev.paxoswasm.cli.project;

import dev.paxoswasm.cli.cluster.Role;
import dev.paxoswasm.cli.project.Language.Part;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project of a component of one role in one language, which keeps to the contract as it is. */
public record Template(Role role, Language language) {
    /** Where the crates of the project find the interfaces, and where those of the new one do. */
    private static final String INTERFACES_OF_CRATES = "\"../../../interfaces\"";

    private static final String INTERFACES_OF_NEW_CRATES = "\"../interfaces\"";

    /** The one file of it that is run. */
    public static final String BUILD = "build";

    /** @throws IllegalArgumentException if there is none */
    public Template {
        if (!language.roles().contains(role)) {
            throw new IllegalArgumentException("there is no template of " + article(role) + " in " + language.title());
        }
    }

    /** As in {@code an acceptor}. */
    public static String article(Role role) {
        return ("aeiou".indexOf(role.word().charAt(0)) < 0 ? "a " : "an ") + role.word();
    }

    /** The node of this role that a cluster has last, as in {@code acceptor-3}. */
    public String node() {
        return role.word() + "-" + role.nodes();
    }

    /** The component that the project's build writes. */
    public String component() {
        return role.word() + ".wasm";
    }

    /** All files of the project, by their names below its folder. */
    public SortedMap<String, byte[]> files() {
        PackedSources sources = PackedSources.read();
        SortedMap<String, byte[]> files = new TreeMap<>();
        add(files, sources, new Part("interfaces", "interfaces"));
        add(files, sources, new Part("LICENSE", "LICENSE"));
        add(files, sources, new Part("templates/gitignore", ".gitignore"));
        language.parts(role).forEach(part -> add(files, sources, part));
        if (language == Language.RUST) {
            fitCrates(files);
        }
        String own = "templates/" + language + "/";
        files.put(BUILD, bytes(filled(text(sources, own + BUILD))));
        files.put("README.md", bytes(filled(text(sources, own + "README.md") + text(sources, "templates/running.md"))));
        return files;
    }

    private static void add(Map<String, byte[]> files, PackedSources sources, Part part) {
        sources.at(part.from())
                .forEach((name, content) -> files.put(name.isEmpty() ? part.to() : part.to() + "/" + name, content));
    }

    private void fitCrates(Map<String, byte[]> files) {
        CargoWorkspace workspace = new CargoWorkspace(text(files, "Cargo.toml"), text(files, "Cargo.lock"))
                .only(Set.of("contract", "guest", "packager", role.word()));
        files.put("Cargo.toml", bytes(workspace.manifest()));
        files.put("Cargo.lock", bytes(workspace.lock()));
        String component = role.word() + "/src/component.rs";
        files.put(component, bytes(text(files, component).replace(INTERFACES_OF_CRATES, INTERFACES_OF_NEW_CRATES)));
    }

    private String filled(String text) {
        boolean modelChecked = role == Role.ACCEPTOR || role == Role.PROPOSER;
        String filled = text.replace("{{a role}}", article(role))
                .replace("{{role}}", role.word())
                .replace("{{node}}", node())
                .replace("{{component}}", component());
        return modelChecked ? filled : filled.replaceAll("(?m)^.*paxos model-check .*\n", "");
    }

    private static String text(PackedSources sources, String file) {
        return text(sources.at(file), "");
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

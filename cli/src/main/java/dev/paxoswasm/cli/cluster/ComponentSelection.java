package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which nodes run another component than the built-in one.
 *
 * @param named by the name of a role, as in {@code acceptor}, which all its nodes go by, or by that of a node, as in
 *     {@code acceptor-3}, which goes before it; empty for the built-in one
 */
public record ComponentSelection(Map<String, Optional<ComponentFile>> named) {
    /** What stands for it in place of a file. */
    public static final String BUILT_IN = "built-in";

    public static final ComponentSelection NONE = new ComponentSelection(Map.of());

    public ComponentSelection {
        named = Map.copyOf(named);
    }

    /** What {@link #of} is told in words: how to have the built-in one again. */
    static String backFrom(String name) {
        return "go back to the built-in one with --component " + name + "=" + BUILT_IN;
    }

    public Optional<ComponentFile> of(Node node) {
        Optional<ComponentFile> own = named.get(node.name());
        if (own == null) {
            own = named.getOrDefault(node.role().word(), Optional.empty());
        }
        return own;
    }

    /** The name by which a node has its component. */
    private String nameFor(Node node) {
        return named.containsKey(node.name()) ? node.name() : node.role().word();
    }

    /** With others: one for a role is for all its nodes, whatever was said of single ones before. */
    public ComponentSelection with(Map<String, Optional<ComponentFile>> others) {
        Map<String, Optional<ComponentFile>> all = new TreeMap<>(named);
        for (Role role : Role.values()) {
            if (others.containsKey(role.word())) {
                all.keySet().removeIf(name -> name.startsWith(role.word() + "-"));
            }
        }
        all.putAll(others);
        all.entrySet().removeIf(entry -> entry.getValue().isEmpty() && !changesSomething(entry.getKey(), all));
        return new ComponentSelection(all);
    }

    /** The built-in component is worth a word only for a node whose role has another one. */
    private static boolean changesSomething(String name, Map<String, Optional<ComponentFile>> all) {
        int hyphen = name.indexOf('-');
        return hyphen > 0
                && all.getOrDefault(name.substring(0, hyphen), Optional.empty()).isPresent();
    }

    /** Those of these nodes that have another component than the built-in one, by what it is. */
    public Map<ComponentFile, List<String>> nodesByComponent(List<Node> nodes) {
        Map<ComponentFile, List<String>> byComponent = new LinkedHashMap<>();
        for (Node node : nodes) {
            of(node).ifPresent(component -> byComponent
                    .computeIfAbsent(component, _ -> new java.util.ArrayList<>())
                    .add(node.name()));
        }
        return byComponent;
    }

    /** @throws Failure if the component of one of these nodes is not what it was when it was chosen */
    public void requireUnchanged(List<Node> nodes) {
        for (Node node : nodes) {
            of(node).ifPresent(component -> component.requireUnchanged(nameFor(node)));
        }
    }
}

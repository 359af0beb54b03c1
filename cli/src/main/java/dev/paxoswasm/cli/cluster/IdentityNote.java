package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the safety of a cluster hangs on, noted beside its data: its name, which {@code ./paxos up} makes at random,
 * the ids of acceptors and proposers, and the quorums. Each node keeps the same with its own data, and compares it
 * itself; here it is said before one starts.
 */
public final class IdentityNote {
    private static final String ID_KEY = "paxos.cluster.id";
    private static final String LETTERS = "abcdefghjkmnpqrstvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final String SEPARATOR = "; ";

    private final DataDirectory data;
    private final Path file;

    public IdentityNote(DataDirectory data) {
        this.data = data;
        file = data.path().resolve(".paxos").resolve("identity");
    }

    /**
     * Notes it where there is no data yet, or none that it was noted for.
     *
     * @param settings configuration for every node, as in {@code paxos.quorum.phase1=3}
     * @return the settings, with the name of the cluster
     * @throws Failure if the data was written with something else
     */
    public List<String> claim(Layout layout, List<String> settings) {
        Optional<Map<String, String>> noted = read();
        Optional<String> named = setting(settings, ID_KEY);
        String id = named.or(() -> noted.map(fields -> fields.get("id"))).orElseGet(IdentityNote::newId);
        Map<String, String> wanted = wanted(id, layout, settings);
        if (noted.isPresent() && holdsData()) {
            requireSame(noted.get(), wanted);
        } else if (isSound(wanted)) {
            write(wanted);
        }
        if (named.isPresent()) {
            return settings;
        }
        List<String> all = new ArrayList<>(settings);
        all.add(ID_KEY + "=" + id);
        return all;
    }

    private static Map<String, String> wanted(String id, Layout layout, List<String> settings) {
        int acceptors = layout.of(Role.ACCEPTOR).size();
        Optional<String> one = setting(settings, "paxos.quorum.phase1");
        Optional<String> two = setting(settings, "paxos.quorum.phase2");
        String majority = String.valueOf(acceptors / 2 + 1);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", id);
        fields.put("acceptors", ids(layout, Role.ACCEPTOR));
        fields.put("proposers", ids(layout, Role.PROPOSER));
        // Where one size is left out it is the smallest that meets the other; where both are, majorities.
        fields.put(
                "phase1",
                one.or(() -> two.map(it -> smallestThatMeets(it, acceptors))).orElse(majority));
        fields.put(
                "phase2",
                two.or(() -> one.map(it -> smallestThatMeets(it, acceptors))).orElse(majority));
        return fields;
    }

    private static String smallestThatMeets(String size, int acceptors) {
        return number(size).map(it -> String.valueOf(acceptors + 1 - it)).orElse("unknown");
    }

    private static String ids(Layout layout, Role role) {
        return layout.of(role).stream().map(node -> String.valueOf(node.id())).collect(Collectors.joining(","));
    }

    /** As Spring reads keys: in any case, with hyphens or without. */
    private static Optional<String> setting(List<String> settings, String key) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name = setting.substring(0, Math.max(equals, 0));
            if (name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").equals(key)) {
                return Optional.of(setting.substring(equals + 1).strip()).filter(value -> !value.isEmpty());
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,6}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    /** What no node would start with is not noted: it says so itself. */
    private static boolean isSound(Map<String, String> fields) {
        int acceptors = String.valueOf(fields.get("acceptors")).split(",").length;
        int phase1 = number(fields.get("phase1")).orElse(0);
        int phase2 = number(fields.get("phase2")).orElse(0);
        return phase1 >= 1
                && phase2 >= 1
                && phase1 <= acceptors
                && phase2 <= acceptors
                && phase1 + phase2 > acceptors
                && String.valueOf(fields.get("id")).matches("[A-Za-z0-9._-]{1,64}");
    }

    private void requireSame(Map<String, String> noted, Map<String, String> wanted) {
        List<String> different = wanted.keySet().stream()
                .filter(field -> !wanted.get(field).equals(noted.get(field)))
                .toList();
        if (!different.isEmpty()) {
            throw new Failure("the data in " + data.path() + " was written with " + words(different, noted)
                    + ", and this would start it with " + words(different, wanted)
                    + (different.equals(List.of("id"))
                            ? ": that is another cluster"
                            : ": values chosen with the one may be lost with the other")
                    + "; start it as it was written, or choose"
                    + " another folder with --data. (" + file
                    + " says so; where the nodes say that it is wrong, delete it.)");
        }
    }

    private static String words(List<String> names, Map<String, String> fields) {
        return names.stream()
                .map(name -> switch (name) {
                    case "id" -> ID_KEY + "=" + fields.get(name);
                    case "phase1", "phase2" -> "paxos.quorum." + name + "=" + fields.get(name);
                    default -> name + " " + fields.get(name);
                })
                .collect(Collectors.joining(", "));
    }

    /** Whether any node has kept something here. */
    private boolean holdsData() {
        try (Stream<Path> files = Files.list(data.path())) {
            return files.anyMatch(each -> each.getFileName().toString().matches("(acceptor|proposer|learner)-[0-9]+"));
        } catch (IOException e) {
            throw new Failure("cannot read " + data.path() + ": " + e);
        }
    }

    private Optional<Map<String, String>> read() {
        try {
            Map<String, String> fields = new LinkedHashMap<>();
            for (String field : Files.readString(file).strip().split(SEPARATOR)) {
                int equals = field.indexOf('=');
                fields.put(field.substring(0, Math.max(equals, 0)), field.substring(equals + 1));
            }
            if (!isSound(fields)) {
                throw new Failure(
                        file + " is damaged; write into it what the nodes say that their data was written with, as in"
                                + " id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2");
            }
            return Optional.of(fields);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e);
        }
    }

    /** In one step, so that it is there as a whole, or not. */
    private void write(Map<String, String> fields) {
        Path next = file.resolveSibling("identity.next");
        String text = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(SEPARATOR, "", "\n"));
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e);
        }
    }

    private static String newId() {
        return new SecureRandom()
                .ints(ID_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }
}

package dev.paxoswasm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.simulation.scenario.FaultKind;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.Components;
import dev.paxoswasm.simulation.world.HostMutant;
import dev.paxoswasm.simulation.world.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Each mutant breaks the invariant that the table in {@code docs/simulation.md} names, at the seed that it names. With
 * {@code -Dpaxos.simulation.write-table=true} the first such seeds are searched, and the table is written anew.
 */
class MutantsTest {

    private static final long SEEDS = 6000;
    private static final Path MUTANTS = Path.of("..", "components", "mutants");
    private static final Path GUIDE = Path.of("..", "docs", "simulation.md");
    private static final String BEGIN = "| mutant | seed | caught by |\n|---|---|---|\n";
    private static final String ROW = "| `%s` | %d | `%s` |\n";
    /** What no run can lead to, since another rule stands before it: {@code exhaustive.KnownChosenTest} catches it. */
    private static final Set<String> BEHIND_ANOTHER_RULE = Set.of("proposer-overwrites-what-it-knows-to-be-chosen");

    private static final Set<FaultKind> ALL = Set.of(FaultKind.values());

    @Test
    void each_mutant_is_caught_where_the_guide_says() throws IOException, InterruptedException {
        Map<String, Simulator> mutants = mutants();
        assertThat(mutants).hasSizeGreaterThanOrEqualTo(24);
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        int end = guide.indexOf("\n\n", begin) + 1;
        String rows = guide.substring(begin, end);
        if (Boolean.getBoolean("paxos.simulation.write-table")) {
            rows = searched(mutants);
            Files.writeString(GUIDE, guide.substring(0, begin) + rows + guide.substring(end));
        }
        System.out.print(BEGIN + rows);
        assertThat(rows.lines().map(MutantsTest::mutant))
                .as("docs/simulation.md; write its table anew with -Dpaxos.simulation.write-table=true")
                .containsExactlyElementsOf(mutants.keySet());
        assertThat(rows.lines().map(row -> caught(mutant(row), mutants.get(mutant(row)), seed(row))))
                .as("docs/simulation.md; write its table anew with -Dpaxos.simulation.write-table=true")
                .containsExactlyElementsOf(rows.lines().toList());
    }

    private static String mutant(String row) {
        return row.split("`")[1];
    }

    private static long seed(String row) {
        return Long.parseLong(row.split("\\|")[2].strip());
    }

    private static String caught(String name, Simulator mutant, long seed) {
        Outcome.Failure failure = mutant.run(seed).failure();
        return ROW.formatted(name, seed, failure == null ? "nothing" : failure.invariant())
                .strip();
    }

    private static String searched(Map<String, Simulator> mutants) throws InterruptedException {
        StringBuilder rows = new StringBuilder();
        for (Map.Entry<String, Simulator> mutant : mutants.entrySet()) {
            Summary summary =
                    mutant.getValue().run(1, SEEDS, Runtime.getRuntime().availableProcessors(), progress -> {});
            assertThat(summary.failures())
                    .as("%s must be caught within %d seeds", mutant.getKey(), SEEDS)
                    .isNotEmpty();
            Map.Entry<Long, Outcome.Failure> first =
                    summary.failures().entrySet().iterator().next();
            rows.append(ROW.formatted(
                    mutant.getKey(), first.getKey(), first.getValue().invariant()));
        }
        return rows.toString();
    }

    private static Map<String, Simulator> mutants() throws IOException {
        Components built = Components.built();
        Map<String, Simulator> mutants = new TreeMap<>();
        for (HostMutant mutant : HostMutant.values()) {
            if (mutant != HostMutant.NONE) {
                mutants.put("host-" + mutant.label(), new Simulator(built, mutant, ALL));
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(MUTANTS, "*.wasm")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replaceFirst("\\.wasm$", "");
                Role role = Role.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
                if (BEHIND_ANOTHER_RULE.contains(name)) {
                    continue;
                }
                mutants.put(name, new Simulator(built.with(role, file), HostMutant.NONE, ALL));
            }
        }
        return mutants;
    }

    @Test
    void a_failure_is_shrunk_to_a_short_script_that_breaks_the_same_invariant() {
        Simulator mutant = new Simulator(
                Components.built().with(Role.PROPOSER, MUTANTS.resolve("proposer-reuses-ballot-after-restart.wasm")),
                HostMutant.NONE,
                ALL);
        long seed = 1;
        while (mutant.run(seed).failure() == null) {
            seed++;
        }
        Outcome.Failure whole = mutant.run(seed).failure();
        Counterexample shrunk = mutant.shrink(seed);
        System.out.print(shrunk.text());
        assertThat(shrunk.outcome().failure()).isNotNull();
        assertThat(shrunk.outcome().failure().invariant()).isEqualTo(whole.invariant());
        assertThat(shrunk.outcome().script()).hasSizeLessThan(150);
        assertThat(shrunk.outcome().script().getLast()).contains("BROKEN " + whole.invariant());
        assertThat(mutant.shrink(seed).text()).isEqualTo(shrunk.text());
    }
}

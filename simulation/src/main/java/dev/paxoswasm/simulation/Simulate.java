package dev.paxoswasm.simulation;

import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.FaultKind;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.Components;
import dev.paxoswasm.simulation.world.HostMutant;
import dev.paxoswasm.simulation.world.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * The program behind {@code paxos simulate}. Arguments: the first seed, how many, the kinds of faults separated by
 * commas or {@code all}, a mutant or {@code none}, the folder of mutants, a file for the script or {@code none},
 * whether to draw progress over itself, and any number of components that take the place of built-in ones, as in
 * {@code acceptor=FILE} or {@code acceptor-3=FILE}. Ends with 0 if every invariant holds, 1 if one breaks, 2 if it
 * cannot begin.
 */
public final class Simulate {

    private static final String NONE = "none";
    private static final String ALL = "all";
    private static final int OPTIONS = 7;
    private static final long REDRAWN_NANOS = 500_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;

    private Simulate() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < OPTIONS) {
            System.err.println("expected FROM SEEDS FAULTS MUTANT MUTANTS-FOLDER SCRIPT-FILE INTERACTIVE NAME=FILE…");
            System.exit(2);
        }
        List<String> components = List.of(arguments).subList(OPTIONS, arguments.length);
        long from = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        String mutant = arguments[3];
        Simulator simulator;
        try {
            simulator = simulator(components(components), faults(arguments[2]), mutant, Path.of(arguments[4]));
        } catch (IllegalArgumentException e) {
            System.err.println("paxos: " + e.getMessage());
            System.exit(2);
            return;
        }
        boolean interactive = Boolean.parseBoolean(arguments[6]);
        int threads = Runtime.getRuntime().availableProcessors();
        long pause = interactive ? REDRAWN_NANOS : LINE_NANOS;
        AtomicLong nextAt = new AtomicLong(System.nanoTime() + pause);
        Summary summary = simulator.run(from, count, threads, now -> {
            long due = nextAt.get();
            if (System.nanoTime() >= due && nextAt.compareAndSet(due, System.nanoTime() + pause)) {
                print(now, count, interactive);
            }
        });
        if (interactive) {
            System.out.print("\r\033[K");
        }
        System.out.print(summary.text());
        if (summary.failures().isEmpty()) {
            System.out.println("Every invariant holds.");
            return;
        }
        tell(simulator, summary, arguments, components);
        System.exit(1);
    }

    private static void print(Summary now, long count, boolean interactive) {
        String line = String.format(
                Locale.ROOT,
                "  %,d of %,d seeds, %,d messages, %,d values chosen",
                now.seeds(),
                count,
                now.messages(),
                now.chosen());
        System.out.print(interactive ? "\r\033[K" + line : line + "\n");
        System.out.flush();
    }

    private static void tell(Simulator simulator, Summary summary, String[] arguments, List<String> components)
            throws IOException {
        Map.Entry<Long, Outcome.Failure> first =
                summary.failures().entrySet().iterator().next();
        long seed = first.getKey();
        System.out.println("Broken at seed " + seed + ": " + first.getValue().invariant());
        System.out.println("  " + first.getValue().what());
        System.out.println("Shrinking …");
        String text = simulator.shrink(seed).text();
        System.out.print(text);
        if (!arguments[5].equals(NONE)) {
            Files.writeString(Path.of(arguments[5]), text);
        }
        System.out.println("To see it again: ./paxos simulate --from " + seed + " --seeds 1"
                + (arguments[2].equals(ALL) ? "" : " --faults " + arguments[2])
                + (arguments[3].equals(NONE) ? "" : " --mutant " + arguments[3])
                + components.stream().map(it -> " --component " + it).collect(Collectors.joining()));
    }

    private static Set<FaultKind> faults(String list) {
        if (list.equals(ALL)) {
            return EnumSet.allOf(FaultKind.class);
        }
        return Arrays.stream(list.split(",")).map(FaultKind::of).collect(Collectors.toSet());
    }

    private static Components components(List<String> named) {
        Components components = Components.built();
        for (String each : named) {
            int equals = each.indexOf('=');
            String name = each.substring(0, equals);
            Path file = Path.of(each.substring(equals + 1));
            int hyphen = name.indexOf('-');
            Role role = Role.valueOf((hyphen < 0 ? name : name.substring(0, hyphen)).toUpperCase(Locale.ROOT));
            components = hyphen < 0
                    ? components.with(role, file)
                    : components.with(new Address(role, Long.parseLong(name.substring(hyphen + 1))), file);
        }
        return components;
    }

    /** A mutant goes by its name in {@code docs/simulation.md}, or by that without its role. */
    private static Simulator simulator(Components built, Set<FaultKind> faults, String mutant, Path mutants) {
        for (HostMutant hostMutant : HostMutant.values()) {
            if (mutant.replaceFirst("^host-", "").equals(hostMutant.label())) {
                return new Simulator(built, hostMutant, faults);
            }
        }
        for (Role role : Role.values()) {
            String prefix = role.label() + "-";
            String name = mutant.startsWith(prefix) ? mutant : prefix + mutant;
            Path binary = mutants.resolve(name + ".wasm");
            if (Files.isReadable(binary)) {
                return new Simulator(built.with(role, binary), HostMutant.NONE, faults);
            }
        }
        throw new IllegalArgumentException("there is no mutant '" + mutant + "' in " + mutants
                + "; the names are those of the files there without ending, and of the host "
                + Arrays.stream(HostMutant.values())
                        .filter(it -> it != HostMutant.NONE)
                        .map(HostMutant::label)
                        .collect(Collectors.joining(", ")));
    }
}

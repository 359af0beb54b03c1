package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Components that were changed at random, parsed, instantiated and called: nothing but documented exceptions comes out,
 * within bounds on memory. {@code -Dmutation.seed=}, {@code -Dmutation.tries=} and {@code -Dmutation.checks=} look
 * further.
 */
@Timeout(600)
class MutationTest {

    private static final long SEED = Long.getLong("mutation.seed", 14);
    private static final int TRIES = Integer.getInteger("mutation.tries", 1_500);
    private static final int CHECKS = Integer.getInteger("mutation.checks", 100_000);

    /** What the check of one may take; a tenth of it was never seen. */
    private static final Duration LONGEST_CHECK = Duration.ofSeconds(20);

    private static final Limits TIGHT = Limits.DEFAULT
            .withCallDeadline(Duration.ofMillis(200))
            .withMaxMemoryBytes(4 << 20)
            .withMaxValueBytes(4 << 20)
            .withMaxTableElements(10_000);

    private final Random random = new Random(SEED);

    @Test
    void aChangedComponentRunsWithinItsBoundsOrIsRefused() throws IOException {
        List<byte[]> seeds = seeds();
        for (int i = 0; i < TRIES; i++) {
            byte[] mutant = mutant(seeds.get(random.nextInt(seeds.size())), seeds);
            assertThat(Allocated.by(() -> run(mutant)))
                    .as(() -> HexFormat.of().formatHex(mutant))
                    .isLessThan((150L << 20) + 1_000L * mutant.length);
        }
    }

    /** All that stands before Chicory: it is quick, so that many are tried. */
    @Test
    void aChangedComponentIsCheckedOrRefused() throws IOException {
        List<byte[]> seeds = seeds();
        for (int i = 0; i < CHECKS; i++) {
            byte[] mutant = mutant(seeds.get(random.nextInt(seeds.size())), seeds);
            long start = System.nanoTime();
            try {
                assertThat(Component.checked(mutant)).isNotNull();
            } catch (MalformedComponentException | UnsupportedComponentException refused) {
                // The message says what was met.
            } catch (RuntimeException | Error e) {
                throw new AssertionError(HexFormat.of().formatHex(mutant), e);
            }
            assertThat(System.nanoTime() - start)
                    .as(() -> HexFormat.of().formatHex(mutant))
                    .isLessThan(LONGEST_CHECK.toNanos());
        }
    }

    /** Small ones, so that changes meet what matters, and many are tried. */
    private static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "components"))) {
            for (Path file : files.sorted().toList()) {
                byte[] binary = Files.readAllBytes(file);
                if (binary.length < 20_000) {
                    seeds.add(binary);
                }
            }
        }
        HostileComponents.all().values().stream()
                .filter(binary -> binary.length < 20_000)
                .forEach(seeds::add);
        return seeds;
    }

    private byte[] mutant(byte[] seed, List<byte[]> others) {
        byte[] bytes = seed.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> bytes = replaced(bytes, at, at, part(bytes));
                case 4 -> bytes = replaced(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
                default -> {
                    byte[] part = part(others.get(random.nextInt(others.size())));
                    bytes = replaced(bytes, at, Math.min(bytes.length, at + part.length), part);
                }
            }
            if (bytes.length == 0) {
                return seed;
            }
        }
        return bytes;
    }

    private byte[] part(byte[] of) {
        int from = random.nextInt(of.length);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + 1 + random.nextInt(16)));
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        return HostileComponents.join(Arrays.copyOf(bytes, from), by, Arrays.copyOfRange(bytes, to, bytes.length));
    }

    /** Whatever else is thrown fails the test. */
    private static void run(byte[] binary) {
        try {
            Component component = Component.parse(binary);
            Imports.Builder imports = Imports.builder();
            component
                    .type()
                    .importedInterfaces()
                    .forEach((name, functions) -> functions
                            .keySet()
                            .forEach(function -> imports.function(name, function, arguments -> null)));
            component
                    .type()
                    .exportedInterfaces()
                    .forEach((name, functions) -> functions.forEach((function, type) -> {
                        if (type.parameters().isEmpty()) {
                            call(component, imports.build(), name, function);
                        }
                    }));
        } catch (MalformedComponentException | UnsupportedComponentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static void call(Component component, Imports imports, String interfaceName, String function) {
        try {
            component
                    .instantiate(imports, TIGHT)
                    .function(interfaceName, function)
                    .call();
        } catch (ComponentTrapException | DeadlineExceededException | ComponentLinkException stopped) {
            assertThat(stopped.getMessage()).isNotBlank();
        } catch (IllegalArgumentException e) {
            // The host functions here answer nothing.
            assertThat(e).hasMessageStartingWith("host function ");
        }
    }
}

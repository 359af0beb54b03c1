package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {
    private static List<String> arguments(Mode mode, Compilation compilation) {
        return new JvmOptions("mark", "320m", mode, compilation, Optional.empty()).arguments();
    }

    @Test
    void quick_is_the_first_compiler_only_whatever_the_mode() {
        for (Mode mode : Mode.values()) {
            assertThat(arguments(mode, Compilation.QUICK)).contains("-XX:TieredStopAtLevel=1");
            assertThat(arguments(mode, Compilation.FULL)).noneMatch(each -> each.contains("Tiered"));
        }
    }

    @Test
    void one_process_uses_both_compilers_unless_told_otherwise() {
        assertThat(Compilation.usual(Mode.ONE_PROCESS)).isEqualTo(Compilation.FULL);
    }

    @Test
    void one_of_many_processes_begins_with_less_memory() {
        assertThat(arguments(Mode.PROCESSES, Compilation.QUICK)).contains("-Xmx320m", "-Xms48m");
        assertThat(arguments(Mode.ONE_PROCESS, Compilation.QUICK)).contains("-Xmx320m", "-Xms256m");
    }

    @Test
    void where_a_cache_is_to_be_written_is_said() {
        JvmOptions options =
                new JvmOptions("mark", "1g", Mode.ONE_PROCESS, Compilation.FULL, Optional.of(Path.of("a.aot")));
        assertThat(options.arguments()).contains("-XX:AOTCacheOutput=a.aot");
    }
}

package dev.paxoswasm.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.cli.Failure;
import org.junit.jupiter.api.Test;

class FootprintTest {
    @Test
    void the_resident_memory_is_that_of_the_process_status() {
        assertThat(Footprint.resident("VmPeak:\t  900 kB\nVmHWM:\t  800 kB\nVmRSS:\t  700 kB\nRssAnon:\t 600 kB\n"))
                .isEqualTo(700 << 10);
    }

    @Test
    void the_heap_is_both_generations_and_nothing_else() {
        String info = """
                2626:
                DefNew     total 116160K, used 35153K [0x0000000687400000, 0x000000068f200000, 0x0000000704d50000)
                 eden space 103296K,  34% used [0x0000000687400000, 0x0000000689654580, 0x000000068d8e0000)
                 from space 12864K,   0% used [0x000000068d8e0000, 0x000000068d8e0000, 0x000000068e570000)
                Tenured    total 258048K, used 1166K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)
                 the  space 258048K,   0% used [0x0000000704d50000, 0x0000000704e73ab8, 0x0000000714950000)
                Metaspace       used 9999K, committed 10112K, reserved 1114112K
                """;

        assertThat(Footprint.heap(info)).isEqualTo((35_153L + 1_166) << 10);
    }

    @Test
    void what_is_not_told_is_a_failure_and_no_zero() {
        assertThatExceptionOfType(Failure.class).isThrownBy(() -> Footprint.resident("Name: java\n"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Footprint.heap("garbage-first heap total 9K, used 9K"));
    }
}

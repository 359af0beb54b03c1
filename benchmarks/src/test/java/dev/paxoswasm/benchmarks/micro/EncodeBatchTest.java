package dev.paxoswasm.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Both encodings carry the same request. */
class EncodeBatchTest {
    private final EncodeBatch benchmark = new EncodeBatch();

    @Test
    void what_was_written_is_read_in_both_encodings() {
        benchmark.batch = 64;
        benchmark.setUp();

        assertThat(benchmark.readBinary()).isEqualTo(Batches.request(1, Batches.entries(64)));
        assertThat(benchmark.readJson()).isEqualTo(benchmark.readBinary());
        assertThat(benchmark.writeBinary()).hasSizeLessThan(benchmark.writeJson().length);
    }
}

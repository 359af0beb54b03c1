package dev.paxoswasm.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ways across give the same page. */
class CrossBatchTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 64, 512})
    void generated_and_generic_code_carry_the_same_entries(int batch) {
        CrossBatch benchmark = new CrossBatch();
        benchmark.batch = batch;

        assertThat(benchmark.generated()).isEqualTo(new AcceptedPage(Batches.accepted(batch), batch < 512));
        Object[] page = (Object[]) ((ResultValue.Ok) benchmark.generic()).payload();
        assertThat(page).isNotNull();
        assertThat(GenericValues.records((List<?>) page[0])).isEqualTo(Batches.accepted(batch));
        assertThat(page[1]).isEqualTo(batch < 512);
    }
}

package dev.paxoswasm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    private void round(int clients, double ours, double etcd, double zookeeper) {
        results.add("ours", false, clients, new Measurement(ours, 1.5, 3, 0));
        results.add("etcd", true, clients, new Measurement(etcd, 2, 4, 0));
        results.add("zookeeper", true, clients, new Measurement(zookeeper, 2, 4, 0));
    }

    @Test
    void the_ratio_of_a_round_is_to_the_peer_that_was_best_in_that_round() {
        round(64, 100, 50, 20);
        round(64, 100, 10, 25);
        round(64, 90, 30, 10);

        assertThat(results.ratioToBestPeer("ours", 64)).contains(new Results.Spread(3, 2, 4));
        assertThat(results.ratioToBestPeer("etcd", 64)).contains(new Results.Spread(1, 0.4, 1));
    }

    @Test
    void the_median_of_two_rounds_is_between_them() {
        round(1, 100, 50, 20);
        round(1, 200, 50, 20);

        assertThat(results.spread("ours", 1, Measurement::writesPerSecond)).contains(new Results.Spread(150, 100, 200));
    }

    @Test
    void without_a_peer_there_is_no_ratio() {
        results.add("ours", false, 1, new Measurement(100, 1, 2, 0));

        assertThat(results.ratioToBestPeer("ours", 1)).isEmpty();
        assertThat(ResultsFormat.TABLE.show(results)).contains("| ours ").contains("|           - |");
    }

    @Test
    void the_table_has_a_row_for_each_number_of_clients_and_system_in_ascending_order() {
        round(16, 1234.4, 617.2, 100);
        round(1, 10, 5, 20);

        assertThat(ResultsFormat.TABLE.show(results).lines())
                .hasSize(8)
                .anySatisfy(line -> assertThat(line.replaceAll(" +", " "))
                        .isEqualTo("| 16 | ours | 1,234 | 1,234..1,234 | 1.50 | 3.00 | 2.00 | 2.00..2.00 |"))
                .element(2)
                .asString()
                .startsWith("|       1 | ours");
    }

    @Test
    void a_line_of_csv_is_one_measurement_with_its_errors() {
        results.add("ours", false, 16, new Measurement(1234.4, 1.5, 3, 7));

        assertThat(ResultsFormat.CSV.show(results).lines())
                .containsExactly(
                        "round,clients,system,peer,writes_per_second,p50_millis,p99_millis,errors",
                        "1,16,ours,false,1234.4,1.500,3.000,7");
        assertThat(results.errors()).isEqualTo(7);
    }

    @Test
    void json_has_the_same() {
        results.add("etcd", true, 16, new Measurement(10, 1.5, 3, 0));

        assertThat(ResultsFormat.JSON.show(results))
                .contains("\"round\" : 1", "\"system\" : \"etcd\"", "\"peer\" : true", "\"writesPerSecond\" : 10.0");
    }
}

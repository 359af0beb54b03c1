package dev.paxoswasm.role.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.PaxosProperties.Swap.From;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may change the component of a running node. */
class ComponentControllerTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.0.1", "0:0:0:0:0:0:0:1", "::1", "::ffff:127.0.0.1"})
    void programs_on_the_machine_of_the_node_may(String sender) {
        assertThat(ComponentController.objection(From.LOOPBACK, null, sender)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "0.0.0.0", "fe80::1", "::ffff:10.0.0.7", "localhost", ""})
    void others_may_not(String sender) {
        assertThat(ComponentController.objection(From.LOOPBACK, null, sender))
                .contains("from the machine of the node only, and not from " + sender);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8201", "null", ""})
    void pages_in_browsers_may_not(String origin) {
        assertThat(ComponentController.objection(From.LOOPBACK, origin, "127.0.0.1"))
                .contains("as that of a page in a browser");
    }

    @Test
    void nobody_may_where_that_is_configured() {
        assertThat(ComponentController.objection(From.NOWHERE, null, "127.0.0.1"))
                .contains("paxos.swap.from=nowhere");
    }
}

package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request with an extreme number to one node is refused, or taken in without harm; values go on. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class OneNumberIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            acceptors | 3 | prepare        | {'ballot':{'round':9007199254740991,'proposer':2},'firstSlot':1,'maxEntries':10}
            acceptors | 3 | prepare        | {'ballot':{'round':3000000000,'proposer':2},'firstSlot':1,'maxEntries':10}
            acceptors | 2 | prepare        | {'ballot':{'round':4294967295,'proposer':1},'firstSlot':9007199254740991,'maxEntries':4294967295}
            acceptors | 1 | accept         | {'ballot':{'round':9007199254740991,'proposer':1},'firstSlot':1,'entries':[{'origin':{'round':1,'proposer':1},'content':{'noOp':{}}}]}
            acceptors | 1 | accept         | {'ballot':{'round':9007199254,'proposer':1},'firstSlot':9007199254740991,'entries':[{'origin':{'round':1,'proposer':1},'content':{'noOp':{}}}]}
            acceptors | 2 | heartbeat      | {'ballot':{'round':9007199254740991,'proposer':2}}
            acceptors | 2 | heartbeat      | {'ballot':{'round':9000000000,'proposer':2}}
            acceptors | 1 | recover        | {'life':9007199254740991}
            proposers | 1 | heartbeat      | {'ballot':{'round':9007199254740991,'proposer':2},'chosenThrough':9007199254740991}
            proposers | 2 | heartbeat      | {'ballot':{'round':9000000000,'proposer':1},'chosenThrough':9007199254740991}
            proposers | 1 | take-over      | {'ballot':{'round':9007199254740990,'proposer':2}}
            proposers | 2 | take-over      | {'ballot':{'round':12000000000,'proposer':1}}
            proposers | 1 | reserve-ballot | {'above':{'round':9007199254740990,'proposer':2}}
            proposers | 2 | reserve-ballot | {'above':{'round':12000000000,'proposer':2}}
            proposers | 1 | resolve        | {'firstSlot':9007199254740991}
            proposers | 2 | resolve        | {'firstSlot':1}
            proposers | 1 | admit          | {'acceptor':2,'life':9007199254740991,'standing':'recovering'}
            proposers | 2 | admit          | {'acceptor':2,'life':1,'standing':'voting','above':9007199254740990}
            learners  | 1 | learn          | {'votes':[{'acceptor':1,'ballot':{'round':9007199254740991,'proposer':1},'firstSlot':9007199254740991,'count':1}]}
            learners  | 2 | read-log       | {'firstSlot':9007199254740991,'maxEntries':4294967295}
            """)
    void to_one_node_and_values_go_on(String role, int node, String operation, String body, Cluster cluster) {
        String url = switch (role) {
            case "acceptors" -> cluster.acceptor(node);
            case "proposers" -> cluster.proposer(node);
            default -> cluster.learner(node);
        };
        HttpResponse<String> response =
                Http.post(url + "/" + role + "/" + node + "/" + operation, body.replace('\'', '"'));

        assertThat(response.statusCode()).as(response.body()).isIn(200, 400, 503);
        String value = String.join(" ", "after", role, String.valueOf(node), operation, body);
        long slot = cluster.chosen(value);
        assertThat(cluster.log(1, slot).value(slot)).hasValue(value);
    }
}

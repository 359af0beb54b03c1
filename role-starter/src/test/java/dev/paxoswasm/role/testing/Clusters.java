package dev.paxoswasm.role.testing;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Clusters as configuration tells of them: two proposers and learners, three acceptors, one client and coordinator. */
public final class Clusters {

    private Clusters() {}

    /** What a node has that is told nothing. */
    public static PaxosProperties properties() {
        return new Binder(new MapConfigurationPropertySource()).bindOrCreate("paxos", PaxosProperties.class);
    }

    /** @param settings as in {@code paxos.quorum.phase1:3} */
    public static Cluster of(Role role, long self, String... settings) {
        Map<String, String> map = new HashMap<>(Map.of(
                "paxos.node-id", String.valueOf(self),
                "paxos.cluster.clients", "1=http://127.0.0.1:8080",
                "paxos.cluster.coordinators", "1=http://127.0.0.1:8090",
                "paxos.cluster.proposers", "1=http://127.0.0.1:8101,2=http://127.0.0.1:8102",
                "paxos.cluster.acceptors", "1=http://127.0.0.1:8201,2=http://127.0.0.1:8202,3=http://127.0.0.1:8203",
                "paxos.cluster.learners", "1=http://127.0.0.1:8301,2=http://127.0.0.1:8302"));
        for (String setting : settings) {
            String key = setting.substring(0, setting.indexOf(':'));
            String value = setting.substring(setting.indexOf(':') + 1);
            if (key.equals("paxos.node-id") && value.isEmpty()) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }
        return Cluster.of(
                role,
                new Binder(new MapConfigurationPropertySource(map))
                        .bind("paxos", PaxosProperties.class)
                        .get());
    }
}

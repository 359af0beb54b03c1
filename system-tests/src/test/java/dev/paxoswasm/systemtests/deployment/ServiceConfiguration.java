package dev.paxoswasm.systemtests.deployment;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Reads configuration as the services do, but so that a key they do not know is an error. */
final class ServiceConfiguration {

    private ServiceConfiguration() {}

    static Cluster cluster(Role role, Map<String, ?> properties) {
        PaxosProperties bound = new Binder(new MapConfigurationPropertySource(properties))
                .bind(
                        "paxos",
                        Bindable.of(PaxosProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT, _ -> true))
                .get();
        return Cluster.of(role, bound);
    }
}

package dev.paxoswasm.role.health;

import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.LoadedComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which component plays the role, and which node this is. */
public final class ComponentInfo implements InfoContributor {

    private final ComponentHost<?> host;
    private final Cluster cluster;
    private final String version;

    public ComponentInfo(ComponentHost<?> host, Cluster cluster, String version) {
        this.host = host;
        this.cluster = cluster;
        this.version = version;
    }

    @Override
    public void contribute(Info.Builder info) {
        LoadedComponent loaded = host.loaded();
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("name", loaded.name());
        component.put("role", cluster.role().label());
        component.put("nodeId", cluster.self());
        component.put("version", version);
        component.put("digest", loaded.digest());
        component.put("builtIn", loaded.isBuiltIn());
        component.put("world", loaded.world());
        info.withDetail("component", component);
    }
}

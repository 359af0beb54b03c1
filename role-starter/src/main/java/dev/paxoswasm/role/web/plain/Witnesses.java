package dev.paxoswasm.role.web.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;

/**
 * What was added to the container so that it sees every request: a filter that authenticates, a valve that logs
 * accesses.
 */
final class Witnesses {

    private static final String OURS = "dev.paxoswasm.role.web.";

    /** Each container has them. */
    private static final Set<String> VALVES = Set.of(
            "org.apache.catalina.core.StandardEngineValve",
            "org.apache.catalina.core.StandardHostValve",
            "org.apache.catalina.core.StandardContextValve",
            "org.apache.catalina.authenticator.NonLoginAuthenticator");

    private Witnesses() {}

    /** Their classes. */
    static List<String> in(Tomcat tomcat) {
        List<String> classes = new ArrayList<>(foreignValves(tomcat.getEngine()));
        classes.addAll(foreignValves(tomcat.getHost()));
        for (Container child : tomcat.getHost().findChildren()) {
            classes.addAll(foreignValves(child));
            if (child instanceof Context context) {
                classes.addAll(foreignFilters(context));
            }
        }
        return classes;
    }

    private static List<String> foreignValves(Container container) {
        List<String> classes = new ArrayList<>();
        for (Valve valve : container.getPipeline().getValves()) {
            String name = valve.getClass().getName();
            if (!VALVES.contains(name) && !name.startsWith(OURS)) {
                classes.add(name);
            }
        }
        return classes;
    }

    private static List<String> foreignFilters(Context context) {
        List<String> classes = new ArrayList<>();
        for (FilterDef filter : context.findFilterDefs()) {
            String name = filter.getFilter() == null
                    ? filter.getFilterClass()
                    : filter.getFilter().getClass().getName();
            if (!name.startsWith(OURS)) {
                classes.add(name);
            }
        }
        return classes;
    }
}

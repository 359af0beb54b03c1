package dev.paxoswasm.role;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The keys below {@code paxos.}, which are the components of {@link PaxosProperties}. What is set and is none of them
 * is refused, wherever it is set: whoever wrote it believes that it has an effect.
 */
public final class ConfigurationKeys {

    private static final String PREFIX = "paxos.";
    private static final String ENVIRONMENT_PREFIX = "PAXOS_";
    private static final char NOT_DECODED = '\uFFFD';

    /**
     * Properties of this JVM that are no configuration: how the command line and the tests know their processes and
     * places.
     */
    private static final Set<String> OF_THE_JVM =
            Set.of("paxos.process", "paxos.home", "paxos.terminal", "paxos.project");

    /** What container engines and Kubernetes tell about services whose names begin with {@code paxos-}. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "PAXOS_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private static final List<String> KEYS = keys(PREFIX, PaxosProperties.class);

    private ConfigurationKeys() {}

    /** All of them, as in {@code paxos.timing.election-timeout}. */
    public static List<String> all() {
        return KEYS;
    }

    /**
     * @throws ConfigurationException if the environment sets a key that is none, or with a text that the JVM could not
     * read
     */
    public static void check(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof CommandLinePropertySource<?> commandLine) {
                requireOptions(commandLine);
            }
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    check(enumerable, name);
                }
            }
        }
    }

    private static void requireOptions(CommandLinePropertySource<?> commandLine) {
        Object others = commandLine.getProperty(CommandLinePropertySource.DEFAULT_NON_OPTION_ARGS_PROPERTY_NAME);
        if (others != null && !others.toString().isBlank()) {
            throw new ConfigurationException(
                    others.toString(), "is no option", "write --key=value, as in --paxos.timing.heartbeat=100ms");
        }
    }

    private static void check(EnumerablePropertySource<?> source, String name) {
        boolean variable = source instanceof SystemEnvironmentPropertySource && !name.contains(".");
        boolean ours = variable
                ? name.toUpperCase(Locale.ROOT).startsWith(ENVIRONMENT_PREFIX)
                : name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
        boolean ofTheJvm = source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                && OF_THE_JVM.contains(name);
        if (!ours || ofTheJvm) {
            return;
        }
        if (variable) {
            requireVariable(name);
        } else {
            requireKey(source, name);
        }
        if (String.valueOf(source.getProperty(name)).indexOf(NOT_DECODED) >= 0) {
            throw new ConfigurationException(
                    name,
                    "'" + source.getProperty(name) + "' has characters that this process could not read as "
                            + System.getProperty("sun.jnu.encoding", "text"),
                    "run it in a locale of UTF-8, as with LC_ALL=C.UTF-8, and write files in UTF-8");
        }
    }

    private static void requireKey(PropertySource<?> source, String name) {
        if (KEYS.stream().noneMatch(key -> compared(key).equals(compared(name)))) {
            boolean file = source.getName().contains("[");
            throw new ConfigurationException(
                    name,
                    "is no key of a node" + (file ? ", but is set in " + source.getName() : ""),
                    meant(name, KEYS));
        }
    }

    private static void requireVariable(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        List<String> variables = KEYS.stream().map(ConfigurationKeys::variable).toList();
        boolean known = variables.contains(upper)
                || KEYS.stream().anyMatch(key -> variableWithHyphens(key).equals(upper));
        if (!known && !SERVICE_LINK.matcher(upper).matches()) {
            throw new ConfigurationException(name, "is no environment variable of a node", meant(upper, variables));
        }
    }

    /** As Spring reads keys: hyphens and the case of letters do not count. */
    private static String compared(String key) {
        return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** As in {@code PAXOS_TIMING_ELECTIONTIMEOUT}. */
    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    /** As in {@code PAXOS_TIMING_ELECTION_TIMEOUT}, which Spring takes too. */
    private static String variableWithHyphens(String key) {
        return key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private static String meant(String typed, List<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(key -> distance(typed, key)))
                .orElseThrow();
        return distance(typed, nearest) <= 2 + typed.length() / 4
                ? "did you mean " + nearest + "? README.md lists the keys"
                : "README.md and paxos-role.yml list the keys, such as " + nearest;
    }

    /** How many letters must be put in, taken out or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }

    private static List<String> keys(String prefix, Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + hyphenated(component.getName());
            if (component.getType().isRecord()) {
                keys.addAll(keys(key + ".", component.getType()));
            } else {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }

    /** {@code election-timeout} of {@code electionTimeout}, and {@code phase1} as it is. */
    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

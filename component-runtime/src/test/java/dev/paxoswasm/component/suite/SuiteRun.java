package dev.paxoswasm.component.suite;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.component.ComponentFunction;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.ComponentLinkException;
import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.InstancePoisonedException;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.type.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs the commands of one file of the suite. */
final class SuiteRun {

    private static final Limits LIMITS =
            Limits.DEFAULT.withCallDeadline(Duration.ofSeconds(30)).withMaxMemoryBytes(1 << 29);

    /** Marks files whose memories grow to 4 GiB, twice what a Java array holds. */
    private static final String HOGS_MEMORY = ";;! hogs_memory = true";

    /** What the official tool says of a binary that uses what is not at our level. */
    private static final List<String> BEYOND = List.of("feature", "not enabled", "not supported", "must be enabled");

    /** How an import is refused that {@link SuiteHost} lacks. */
    private static final String UNOFFERED = "which the host does not offer";

    /** What became of a component, and the component or instance if there is one. */
    private record Outcome<T>(
            Verdict verdict, String why, @Nullable T made) {

        <U> Outcome<U> failed() {
            return new Outcome<>(verdict, why, null);
        }
    }

    private final OfficialTool tool;
    private final Path folder;
    private final boolean hogsMemory;
    private final SuiteHost host = new SuiteHost();
    private final Map<String, Outcome<Component>> definitions = new HashMap<>();
    private final Map<String, Outcome<ComponentInstance>> instances = new HashMap<>();
    private final Map<String, ComponentInstance> named = new HashMap<>();

    /** Those that trapped where they must, and so must at every further call. */
    private final Set<ComponentInstance> poisoned = new HashSet<>();

    /** @param wast what the binaries were made of; @param folder of the binaries */
    SuiteRun(OfficialTool tool, Path wast, Path folder) throws IOException {
        this.tool = tool;
        this.folder = folder;
        this.hogsMemory = Files.readString(wast).contains(HOGS_MEMORY);
    }

    /** Receives what became of a command. */
    @FunctionalInterface
    interface Report {
        void accept(int line, Verdict verdict, String why);
    }

    void run(JsonNode file, Report report) throws IOException, InterruptedException {
        for (JsonNode command : file.path("commands")) {
            Outcome<?> outcome = limited(outcome(command));
            report.accept(
                    command.path("line").asInt(),
                    outcome.verdict(),
                    command.path("type").asString() + ": " + outcome.why());
        }
    }

    /** What is not as it must be in a file that hogs memory is so because a memory did not grow beyond its limit. */
    private Outcome<?> limited(Outcome<?> outcome) {
        return hogsMemory && outcome.verdict() == Verdict.WRONG
                ? new Outcome<>(Verdict.UNSUPPORTED, "a memory of 4 GiB: " + outcome.why(), null)
                : outcome;
    }

    private Outcome<?> outcome(JsonNode command) throws IOException, InterruptedException {
        String name = command.path("name").asString("");
        return switch (command.path("type").asString()) {
            case "module" -> {
                Outcome<ComponentInstance> made = instance(component(command));
                keep(name, made);
                yield made;
            }
            case "module_definition" -> {
                Outcome<Component> made = component(command);
                definitions.put("", made);
                definitions.put(name, made);
                yield made;
            }
            case "module_instance" -> {
                Outcome<Component> definition =
                        definitions.get(command.path("module").asString(""));
                Outcome<ComponentInstance> made = instance(definition);
                keep(command.path("instance").asString(""), made);
                yield made;
            }
            case "action", "assert_return" -> returned(command);
            case "assert_trap" -> trapped(command);
            case "assert_invalid", "assert_malformed" -> refused(command);
            case "assert_unlinkable" -> instantiationFails(command, ComponentLinkException.class);
            case "assert_uninstantiable" -> instantiationFails(command, ComponentTrapException.class);
            default -> beyond("another kind of command");
        };
    }

    private void keep(String name, Outcome<ComponentInstance> made) {
        instances.put("", made);
        instances.put(name, made);
        if (!name.isEmpty() && made.made() != null) {
            named.put(name, made.made());
        }
    }

    private static <T> Outcome<T> beyond(String why) {
        return new Outcome<>(Verdict.BEYOND, why, null);
    }

    private static <T> Outcome<T> wrong(String why) {
        return new Outcome<>(Verdict.WRONG, why, null);
    }

    private static <T> Outcome<T> passed(@Nullable T made) {
        return new Outcome<>(Verdict.PASSED, "", made);
    }

    private @Nullable Path binary(JsonNode command) {
        String file = command.has("binary_filename")
                ? command.path("binary_filename").asString()
                : command.path("module_type").asString().equals("binary")
                        ? command.path("filename").asString()
                        : "";
        return file.isEmpty() ? null : folder.resolve(file);
    }

    private Outcome<Component> component(JsonNode command) throws IOException, InterruptedException {
        Path binary = binary(command);
        if (binary == null) {
            return beyond("the text format");
        }
        if (isCoreModule(binary)) {
            return beyond("a core module by itself");
        }
        String refusal = tool.refusal(binary);
        return refusal.isEmpty() ? parsed(binary) : beyond(refusal);
    }

    private static boolean isCoreModule(Path binary) throws IOException {
        byte[] bytes = Files.readAllBytes(binary);
        return bytes.length > 7 && bytes[4] == 1 && bytes[6] == 0;
    }

    private static Outcome<Component> parsed(Path binary) throws IOException {
        try {
            return passed(Component.parse(Files.readAllBytes(binary)));
        } catch (UnsupportedComponentException e) {
            return new Outcome<>(Verdict.UNSUPPORTED, String.valueOf(e.getMessage()), null);
        } catch (MalformedComponentException e) {
            return new Outcome<>(Verdict.REFUSED, String.valueOf(e.getMessage()), null);
        } catch (RuntimeException | Error e) {
            return wrong("parse threw " + e);
        }
    }

    private Outcome<ComponentInstance> instance(Outcome<Component> definition) {
        if (definition.made() == null) {
            return definition.failed();
        }
        try {
            return passed(definition.made().instantiate(host.imports(named), LIMITS));
        } catch (ComponentLinkException e) {
            String why = String.valueOf(e.getMessage());
            return why.endsWith(UNOFFERED) ? new Outcome<>(Verdict.UNSUPPORTED, why, null) : wrong(why);
        } catch (RuntimeException | Error e) {
            return wrong("instantiation threw " + e);
        }
    }

    private Outcome<?> returned(JsonNode command) {
        JsonNode action = command.path("action");
        Outcome<ComponentInstance> instance = instanceOf(action);
        if (instance.made() == null) {
            return instance;
        }
        try {
            ComponentFunction function = instance.made()
                    .function(Component.ROOT, action.path("field").asString());
            Object result = function.call(arguments(action, function));
            JsonNode expected = command.path("expected");
            Object wanted = expected.isEmpty()
                    ? null
                    : SuiteValues.value(
                            expected.path(0),
                            Objects.requireNonNull(function.type().result()));
            boolean right = command.path("type").asString().equals("action") || SuiteValues.equal(result, wanted);
            return right ? passed(null) : wrong("returned " + result + " where " + wanted + " is expected");
        } catch (RuntimeException | Error e) {
            return wrong("the call threw " + e);
        }
    }

    private Outcome<ComponentInstance> instanceOf(JsonNode action) {
        if (!action.path("type").asString().equals("invoke")) {
            return beyond("another kind of action");
        }
        Outcome<ComponentInstance> instance =
                instances.get(action.path("module").asString(""));
        return instance == null ? wrong("no instance") : instance;
    }

    private static Object[] arguments(JsonNode action, ComponentFunction function) {
        List<Field> parameters = function.type().parameters();
        Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = SuiteValues.value(
                    action.path("args").path(i), parameters.get(i).type());
        }
        return arguments;
    }

    private Outcome<?> trapped(JsonNode command) {
        JsonNode action = command.path("action");
        Outcome<ComponentInstance> instance = instanceOf(action);
        if (instance.made() == null) {
            return instance;
        }
        try {
            ComponentFunction function = instance.made()
                    .function(Component.ROOT, action.path("field").asString());
            Object result = function.call(arguments(action, function));
            return wrong("returned " + result + " where it must trap: "
                    + command.path("text").asString());
        } catch (ComponentTrapException e) {
            Outcome<?> outcome = trapped(command, e);
            if (outcome.verdict() == Verdict.PASSED) {
                poisoned.add(instance.made());
            }
            return outcome;
        } catch (InstancePoisonedException e) {
            return poisoned.contains(instance.made()) ? passed(null) : wrong("poisoned before: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            return wrong("the call threw " + e + " where it must trap");
        }
    }

    private static Outcome<?> trapped(JsonNode command, ComponentTrapException trap) {
        String wanted = command.path("text").asString();
        return TrapReasons.agree(wanted, trap)
                ? passed(null)
                : wrong(trap.getMessage() + ", where the reason is to be: " + wanted);
    }

    private Outcome<?> refused(JsonNode command) throws IOException, InterruptedException {
        Path binary = binary(command);
        if (binary == null) {
            return beyond("the text format");
        }
        String text = command.path("text").asString();
        String refusal = tool.refusal(binary);
        if (refusal.isEmpty()) {
            return beyond("only the suite's own engine refuses it: " + text);
        }
        if (!refusal.contains(text) && BEYOND.stream().anyMatch(refusal::contains)) {
            return beyond(refusal);
        }
        Outcome<Component> parsed = parsed(binary);
        return switch (parsed.verdict()) {
            case PASSED -> wrong("accepted, but: " + text);
            case REFUSED -> passed(null);
            default -> parsed;
        };
    }

    private Outcome<?> instantiationFails(JsonNode command, Class<? extends ComponentException> how)
            throws IOException, InterruptedException {
        Outcome<Component> component = component(command);
        if (component.made() == null) {
            return component;
        }
        try {
            component.made().instantiate(host.imports(named), LIMITS);
            return wrong("instantiated, but: " + command.path("text").asString());
        } catch (RuntimeException | Error e) {
            if (!how.isInstance(e)) {
                return wrong("instantiation threw " + e);
            }
            return e instanceof ComponentTrapException trap ? trapped(command, trap) : passed(null);
        }
    }
}

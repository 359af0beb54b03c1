package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Blueprint;
import dev.paxoswasm.host.Blueprint.OnViolation;
import dev.paxoswasm.host.CallObserver;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.NodeSettings;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.RoleHost;
import dev.paxoswasm.host.Turn;
import dev.paxoswasm.simulation.conformance.Rule.Step;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.SimulatedDisk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A component under the host of production, over a disk in memory, with nobody else there. */
final class Subject {

    /** The memory is what services give by default; a deadline that an interpreted language keeps on a busy machine. */
    private static final Limits LIMITS = Limits.DEFAULT
            .withCallDeadline(Duration.ofSeconds(10))
            .withMaxMemoryBytes(Limits.partOfHeap(128L << 20, 4));

    private static final long FIRST_MILLIS = 1_000;
    private static final long RESTART_MILLIS = 1_000;
    private static final long UNKNOWN_CALL = 1L << 52;
    private static final int MOST_TICKS = 1_000;

    /** The events that answer a message which has not just that name before {@code Answered}. */
    private static final Map<String, String> ANSWERED =
            Map.of("acceptedRead", "readAccepted", "logRead", "readLog", "idsRead", "readIds");

    /** What the host cannot do, as when its disk fails. */
    private static final class HostFault extends RuntimeException {
        HostFault(String what) {
            super("the host fails at " + what);
        }
    }

    /**
     * What came of a step.
     *
     * @param answer  the result, where there is one
     * @param refusal the kind of refusal, and what does not depend on words
     * @param said    the words of a refusal
     * @param stored  what the store holds that it did not hold before
     * @param failure why the component did not come to the end of it
     */
    record Outcome(
            Optional<JsonNode> answer,
            Optional<JsonNode> refusal,
            String said,
            ObjectNode stored,
            List<JsonNode> sent,
            Optional<String> failure) {}

    private final Role role;
    private final NodeSettings settings;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Outbox outbox = new Outbox();
    private final RoleParts parts;
    private final RoleHost<List<Object>> host;
    private final List<JsonNode> sent = new ArrayList<>();
    private final Map<String, Long> lastCalls = new HashMap<>();
    private @Nullable String failsAt;
    private boolean failed;
    private long now = FIRST_MILLIS;
    private long random = 76;

    Subject(Component component, Role role, NodeSettings settings, JsonNode store) {
        this.role = role;
        this.settings = settings;
        parts = RoleParts.of(role, disk);
        disk.begin();
        parts.fill(store);
        disk.flush(disk.commit());
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, settings);
        LogImport.register(imports, (level, message) -> {});
        parts.register(imports, storage(), messages());
        host = new RoleHost<>(
                new Blueprint<>(
                        component,
                        LIMITS,
                        imports.build(),
                        parts::exports,
                        exports -> invoke(exports, "tick", now, nextRandom()),
                        OnViolation.REFUSE),
                disk,
                outbox,
                CallObserver.NONE);
    }

    private long nextRandom() {
        return ++random;
    }

    private Object storage() {
        Object store = parts.store();
        return proxy(parts.storage(), (method, arguments) -> {
            if (method.getName().equals(failsAt)) {
                failed = true;
                throw new HostFault(method.getName());
            }
            return invoke(store, method, arguments);
        });
    }

    private Object messages() {
        return proxy(parts.outbox(), (method, arguments) -> {
            outbox.add(() -> keep(method.getName(), arguments));
            return null;
        });
    }

    private interface Handler {
        @Nullable
        Object handle(Method method, Object[] arguments);
    }

    private static Object proxy(Class<?> type, Handler handler) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments));
    }

    /** A message: {@code call}, the node or nodes that it is for, and a request; or a single thing, for all. */
    private void keep(String name, Object[] arguments) {
        ObjectNode message = Values.object();
        if (arguments.length == 1) {
            message.set(name, Values.json(arguments[0]));
        } else {
            ObjectNode content = message.putObject(name);
            content.set("to", Values.json(arguments[1]));
            if (arguments.length > 2) {
                content.setAll((ObjectNode) Values.json(arguments[2]));
            }
            List<?> receivers = arguments[1] instanceof List<?> several ? several : List.of(arguments[1]);
            receivers.forEach(to -> lastCalls.put(name + " " + to, (Long) arguments[0]));
        }
        slotBySlot(message).forEach(sent::add);
    }

    /** How many slots go in one request for several is not fixed. */
    private static List<JsonNode> slotBySlot(ObjectNode message) {
        if (!(message.path("accept") instanceof ObjectNode accept)) {
            return List.of(message);
        }
        List<JsonNode> single = new ArrayList<>();
        long slot = accept.path("firstSlot").asLong();
        for (JsonNode entry : accept.path("entries")) {
            ObjectNode one = Values.object();
            ObjectNode content = one.putObject("accept");
            content.set("to", accept.path("to"));
            content.set("ballot", accept.path("ballot"));
            content.put("slot", slot++).set("entry", entry);
            single.add(one);
        }
        return single;
    }

    /** Makes an instance over what is on disk. */
    Outcome start(boolean admitted) {
        return observed(() -> {
            disk.crash(0);
            lastCalls.clear();
            now += RESTART_MILLIS;
            visible(host.start());
            if (admitted && role == Role.ACCEPTOR) {
                letVote();
            }
            return null;
        });
    }

    /** Every proposer tells the acceptor that it knows of nothing that is not in its store. */
    private void letVote() {
        ObjectNode nothing = Values.object();
        nothing.putObject("ok").put("round", 0).put("leads", false);
        for (long proposer : settings.cluster().proposers()) {
            if (lastCalls.containsKey("admit " + proposer)) {
                answered("admitAnswered", nothing.deepCopy().put("from", proposer));
            }
        }
    }

    /** @throws IllegalArgumentException if the script asks for what cannot be done; says what */
    Outcome step(Step step) {
        return switch (step.what()) {
            case "restart" -> start(step.with().path("admitted").asBoolean(true));
            case "hostFails" -> hostFails(step.with());
            case "campaigns" -> campaigns(step.with());
            case "tick" ->
                observed(() -> {
                    now += step.with().asLong();
                    call("tick", now, nextRandom());
                    return null;
                });
            default ->
                observed(() -> {
                    if (isAnswer(step.what())) {
                        answered(step.what(), step.with());
                        return null;
                    }
                    return call(step);
                });
        };
    }

    /** What the component chooses itself, and scripts go on with: a client's session, a proposer's latest ballot. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        if (role == Role.CLIENT || role == Role.PROPOSER) {
            JsonNode status = status();
            for (String name : List.of("session", "ballot")) {
                if (status.has(name)) {
                    names.put("$" + name, status.path(name).asString());
                }
            }
        }
        return names;
    }

    /** Where it has none, the step that comes next shows why. */
    private JsonNode status() {
        try {
            return Values.json(
                    Objects.requireNonNull(call("status", settings.cluster().self())));
        } catch (RefusalException | ComponentFailedException | OutOfServiceException _) {
            return Values.object();
        }
    }

    static boolean isAnswer(String name) {
        return ANSWERED.containsKey(name) || name.endsWith("Answered");
    }

    /** Time passes, and acceptors that are asked say the same each time, until a proposer asks for promises. */
    private Outcome campaigns(JsonNode acceptors) {
        return observed(() -> {
            for (int tick = 0; tick < MOST_TICKS; tick++) {
                sent.clear();
                now += settings.timing().tickMillis();
                call("tick", now, nextRandom());
                for (JsonNode message : List.copyOf(sent)) {
                    message.path("acceptorStatus").path("to").forEach(to -> tell(acceptors, to.asLong()));
                }
                if (sent.stream().anyMatch(message -> message.has("prepare"))) {
                    return null;
                }
            }
            return null;
        });
    }

    private void tell(JsonNode acceptors, long acceptor) {
        ObjectNode status =
                Values.object().put("acceptor", acceptor).put("life", 50).put("standing", "voting");
        status.put("highestSlot", 0);
        if (acceptors instanceof ObjectNode given) {
            status.setAll(given);
        }
        ObjectNode answer = Values.object().put("from", acceptor);
        answer.set("ok", status);
        answered("acceptorStatusAnswered", answer);
    }

    /** A call during which the host fails; the instance is dropped with all that the call did, and made anew. */
    private Outcome hostFails(JsonNode with) {
        String during = with.path("during").propertyNames().iterator().next();
        Step call = new Step(during, with.path("during").path(during), Optional.empty(), Rule.Expected.NOTHING);
        failed = false;
        failsAt = with.path("at").asString();
        Outcome outcome = step(call);
        failsAt = null;
        if (!failed) {
            return new Outcome(
                    outcome.answer(),
                    outcome.refusal(),
                    outcome.said(),
                    outcome.stored(),
                    outcome.sent(),
                    outcome.failure()
                            .or(() -> Optional.of(
                                    "it did not call " + with.path("at").asString() + " in " + during)));
        }
        Outcome anew = start(true);
        outcome.stored().setAll(anew.stored());
        return new Outcome(Optional.empty(), Optional.empty(), "", outcome.stored(), outcome.sent(), anew.failure());
    }

    private void answered(String event, JsonNode with) {
        long from = with.path("from").asLong();
        String asked = ANSWERED.getOrDefault(event, event.replaceAll("Answered$", ""));
        long call = with.path("call").asString("").equals("unknown")
                ? UNKNOWN_CALL
                : lastCalls.getOrDefault(asked + " " + from, UNKNOWN_CALL);
        Method method = method(event);
        ObjectNode answer = ((ObjectNode) with).deepCopy();
        answer.remove(List.of("from", "call"));
        call(event, call, from, Values.read(answer, method.getGenericParameterTypes()[2]));
    }

    private @Nullable Object call(Step step) {
        Method method = method(step.what());
        int parameters = method.getParameterCount();
        boolean addressed = parameters > 0 && method.getParameterTypes()[0] == long.class;
        List<Object> arguments = new ArrayList<>();
        if (addressed) {
            arguments.add(step.at().orElse(settings.cluster().self()));
        }
        if (parameters > arguments.size()) {
            JsonNode with = step.with() instanceof NullNode ? Values.object() : step.with();
            arguments.add(Values.read(with, method.getGenericParameterTypes()[arguments.size()]));
        }
        return call(step.what(), arguments.toArray());
    }

    private @Nullable Object call(String function, Object... arguments) {
        return visible(host.call(function, exports -> {
                    Object result = invoke(exports, function, arguments);
                    return Optional.ofNullable(result);
                }))
                .orElse(null);
    }

    private <R> R visible(Turn<R> turn) {
        disk.flush(turn.ticket());
        turn.messages().forEach(Runnable::run);
        return turn.result();
    }

    private interface Happening {
        @Nullable
        Object happen();
    }

    private Outcome observed(Happening happening) {
        ObjectNode before = parts.content();
        sent.clear();
        Optional<JsonNode> answer = Optional.empty();
        Optional<JsonNode> refusal = Optional.empty();
        Optional<String> failure = Optional.empty();
        String said = "";
        try {
            answer = Optional.ofNullable(happening.happen()).map(Values::json);
        } catch (RefusalException e) {
            refusal = Optional.of(kind(Values.json(e.refusal())));
            said = String.valueOf(e.getMessage());
        } catch (ComponentFailedException | OutOfServiceException | ComponentException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        return new Outcome(
                answer, refusal, said, RoleParts.change(before, parts.content()), List.copyOf(sent), failure);
    }

    /** The words of a refusal are the component's own. */
    private static JsonNode kind(JsonNode refusal) {
        String kind = refusal.propertyNames().iterator().next();
        boolean names = kind.equals("misaddressed") || kind.equals("unknownNode");
        return names ? refusal : StringNode.valueOf(kind);
    }

    private Method method(String function) {
        return parts.interfaces().stream()
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> method.getName().equals(function))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no function or event " + function));
    }

    private static @Nullable Object invoke(List<Object> exports, String function, Object... arguments) {
        for (Object export : exports) {
            for (Method method : export.getClass().getMethods()) {
                if (method.getName().equals(function) && method.getParameterCount() == arguments.length) {
                    return invoke(export, method, arguments);
                }
            }
        }
        throw new IllegalArgumentException("there is no function or event " + function);
    }

    private static @Nullable Object invoke(Object target, Method method, Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.paxoswasm.component.link;

import dev.paxoswasm.component.ComponentLinkException;
import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.Callee;
import dev.paxoswasm.component.abi.ComponentState;
import dev.paxoswasm.component.abi.GuestMemory;
import dev.paxoswasm.component.abi.HostCall;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.abi.LiftedFunction;
import dev.paxoswasm.component.abi.LoweredFunction;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.ResourceFunctions;
import dev.paxoswasm.component.abi.ResourceHandle;
import dev.paxoswasm.component.abi.Resources;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.abi.Watched;
import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.binary.CoreExternType.GlobalType;
import dev.paxoswasm.component.binary.CoreExternType.MemoryType;
import dev.paxoswasm.component.binary.CoreExternType.TableType;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.core.CoreArgument;
import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.core.CoreInstance;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.core.MemoryBudget;
import dev.paxoswasm.component.core.StateImage;
import dev.paxoswasm.component.core.TableBudget;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one instance by carrying out a {@link Plan}. */
public final class Assembly {

    private final Plan plan;
    private final List<CoreModule> modules;
    private final List<BoundHostFunction> hostFunctions;
    private final List<CoreModule> hostModules;
    private final HostCall host;
    private final MemoryBudget memory;
    private final TableBudget tables;
    private final LiftBudget liftBudget;
    private final Resources resources;
    private final List<CoreInstance> instances = new ArrayList<>();
    private final ComponentState[] states;
    private final @Nullable CoreFunction[] lowered;
    private final @Nullable Callee[] lifted;

    /**
     * @param hostFunctions one for each of the plan's imports
     * @param hostModules one for each core module that it imports
     * @param host runs what belongs to the host
     * @param resources those that are imported are in it
     */
    public Assembly(
            Plan plan,
            List<CoreModule> modules,
            List<BoundHostFunction> hostFunctions,
            List<CoreModule> hostModules,
            HostCall host,
            MemoryBudget memory,
            TableBudget tables,
            LiftBudget liftBudget,
            Resources resources) {
        this.plan = plan;
        this.modules = modules;
        this.hostFunctions = hostFunctions;
        this.hostModules = hostModules;
        this.host = host;
        this.memory = memory;
        this.tables = tables;
        this.liftBudget = liftBudget;
        this.resources = resources;
        this.states = new ComponentState[plan.states().size()];
        for (int i = 0; i < states.length; i++) {
            int parent = plan.states().get(i);
            states[i] = new ComponentState(parent < 0 ? null : states[parent], tables);
        }
        this.lowered = new CoreFunction[plan.lowerings().size()];
        this.lifted = new Callee[plan.liftings().size()];
    }

    /** Instantiates the core modules in order, which runs their start functions. */
    public void run() {
        for (Plan.Step step : plan.steps()) {
            Interruption.stopIfInterrupted();
            switch (step) {
                case Plan.Step.Instantiate(Item.OfModule module, Map<String, CoreItem.Instance> given) ->
                    instances.add(instantiate(module, given));
                case Plan.Step.Define(int number) -> {
                    Plan.Resource resource = plan.resources().get(number);
                    CoreItem destructor = resource.destructor();
                    resources.set(
                            number,
                            Resource.ofComponent(
                                    resource.name(),
                                    resource.type(),
                                    states[resource.state()],
                                    destructor == null ? null : function(destructor)));
                }
                case Plan.Step.Instantiated(int state) -> states[state].instantiated();
            }
        }
    }

    private CoreInstance instantiate(Item.OfModule item, Map<String, CoreItem.Instance> given) {
        CoreModule module = switch (item) {
            case Item.OfOwnModule(int number) -> modules.get(number);
            case Item.OfImportedModule(int number) -> hostModules.get(number);
        };
        List<CoreArgument> arguments = new ArrayList<>();
        for (CoreInterface.Import wanted : module.asInterface().imports()) {
            CoreItem.Instance from = Objects.requireNonNull(given.get(wanted.module()));
            arguments.add(argument(Objects.requireNonNull(from.export(wanted.name())), wanted.type()));
        }
        return module.instantiate(arguments, memory, tables);
    }

    /** Whether an image is all that its code can change. */
    public boolean hasImage() {
        return plan.resources().isEmpty() && StateImage.isWhole(instances);
    }

    /** Writes what its code has changed, where it runs nothing; @return whether there was room for it */
    public boolean image(ByteBuffer out) {
        return StateImage.write(instances, out);
    }

    /** @throws IllegalArgumentException if it is no image of such an instance */
    public void restore(byte[] image) {
        StateImage.restore(instances, image);
    }

    /** Ends what the instance owns of the host; it must not be called after that. */
    public void closeOwned(Consumer<ResourceHandle> ended) {
        for (ComponentState state : states) {
            state.closeOwned(ended);
        }
    }

    /** Receives an exported function with its names. */
    @FunctionalInterface
    public interface Exporter {
        void accept(String interfaceName, String functionName, Signature signature, Callee callee);
    }

    public void export(Exporter exporter) {
        plan.exports()
                .forEach((interfaceName, functions) -> functions.forEach((name, export) -> exporter.accept(
                        interfaceName, name, export.signature(), exported(interfaceName, name, export.source()))));
    }

    private CoreArgument argument(CoreItem item, CoreExternType type) {
        return switch (type) {
            case CoreFunctionType function -> new CoreArgument.OfFunction(function(item));
            case TableType table -> new CoreArgument.OfTable(owner(item), name(item));
            case MemoryType of -> new CoreArgument.OfMemory(owner(item), name(item));
            case GlobalType global -> new CoreArgument.OfGlobal(owner(item), name(item));
        };
    }

    private static String name(CoreItem item) {
        return ((CoreItem.Exported) item).name();
    }

    private CoreInstance owner(CoreItem item) {
        return instances.get(((CoreItem.Exported) item).instance());
    }

    private CoreFunction function(CoreItem item) {
        return switch (item) {
            case CoreItem.Exported(int instance, String name) ->
                instances.get(instance).function(name);
            case CoreItem.Lowered(int number) -> lowered(number);
            case CoreItem.OfBuiltIn(int number) -> builtIn(plan.builtIns().get(number));
        };
    }

    private CoreFunction builtIn(Plan.BuiltIn builtIn) {
        ComponentState state = states[builtIn.state()];
        Resource resource = resources.get(builtIn.resource());
        return switch (builtIn.builtIn()) {
            case NEW -> ResourceFunctions.make(state, resource);
            case DROP -> ResourceFunctions.drop(state, resource, host);
            case REP -> ResourceFunctions.representation(state, resource);
        };
    }

    private CoreFunction lowered(int number) {
        CoreFunction function = lowered[number];
        if (function == null) {
            Plan.Lowering lowering = plan.lowerings().get(number);
            GuestMemory guest = guest(lowering.options());
            function = switch (lowering.target()) {
                case Item.Source.Imported(int imported) ->
                    hostFunctions.get(imported).lowered(lowering.signature(), guest);
                case Item.Source.Lifted(int target) ->
                    new LoweredFunction(lowering.signature(), lifted(target), guest, LiftBudget.UNBOUNDED, null);
            };
            lowered[number] = function;
        }
        return function;
    }

    private Callee exported(String interfaceName, String name, Item.Source source) {
        return switch (source) {
            case Item.Source.Lifted(int number) -> lifted(number);
            case Item.Source.Imported(int number)
            when hostFunctions.get(number) instanceof BoundHostFunction.Generic(Callee callee, long _, Watched _) ->
                callee;
            case Item.Source.Imported(int number) ->
                throw new ComponentLinkException("the component exports function " + name + " of " + interfaceName
                        + ", which it imports; the host must offer it with generic values");
        };
    }

    private Callee lifted(int number) {
        Callee callee = lifted[number];
        if (callee == null) {
            Plan.Lifting lifting = plan.liftings().get(number);
            CoreItem postReturn = lifting.postReturn();
            callee = new LiftedFunction(
                    lifting.signature(),
                    function(lifting.core()),
                    postReturn == null ? null : function(postReturn),
                    guest(lifting.options()));
            lifted[number] = callee;
        }
        return callee;
    }

    private GuestMemory guest(Plan.Options options) {
        CoreItem memoryItem = options.memory();
        CoreItem realloc = options.realloc();
        return new GuestMemory(
                states[options.state()],
                memoryItem == null ? null : owner(memoryItem).memory(name(memoryItem)),
                realloc == null ? null : function(realloc),
                options.encoding(),
                liftBudget,
                resources);
    }
}

package dev.paxoswasm.component.link;

import dev.paxoswasm.component.ComponentLinkException;
import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.Callee;
import dev.paxoswasm.component.abi.ComponentState;
import dev.paxoswasm.component.abi.GuestMemory;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.abi.LiftedFunction;
import dev.paxoswasm.component.abi.LoweredFunction;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.core.CoreArgument;
import dev.paxoswasm.component.core.CoreExternType.GlobalType;
import dev.paxoswasm.component.core.CoreExternType.MemoryType;
import dev.paxoswasm.component.core.CoreExternType.TableType;
import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.core.CoreFunctionType;
import dev.paxoswasm.component.core.CoreInstance;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.core.MemoryBudget;
import dev.paxoswasm.component.core.TableBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one instance by carrying out a {@link Plan}. */
public final class Assembly {

    private final Plan plan;
    private final List<CoreModule> modules;
    private final List<BoundHostFunction> hostFunctions;
    private final MemoryBudget memory;
    private final TableBudget tables;
    private final LiftBudget liftBudget;
    private final List<CoreInstance> instances = new ArrayList<>();
    private final ComponentState[] states;
    private final @Nullable CoreFunction[] lowered;
    private final @Nullable Callee[] lifted;

    /** @param hostFunctions one for each of the plan's imports */
    public Assembly(
            Plan plan,
            List<CoreModule> modules,
            List<BoundHostFunction> hostFunctions,
            MemoryBudget memory,
            TableBudget tables,
            LiftBudget liftBudget) {
        this.plan = plan;
        this.modules = modules;
        this.hostFunctions = hostFunctions;
        this.memory = memory;
        this.tables = tables;
        this.liftBudget = liftBudget;
        this.states = new ComponentState[plan.states()];
        for (int i = 0; i < states.length; i++) {
            states[i] = new ComponentState();
        }
        this.lowered = new CoreFunction[plan.lowerings().size()];
        this.lifted = new Callee[plan.liftings().size()];
    }

    /** Instantiates the core modules in order, which runs their start functions. */
    public void run() {
        for (Plan.Step step : plan.steps()) {
            Interruption.stopIfInterrupted();
            List<CoreArgument> arguments =
                    step.arguments().stream().map(this::argument).toList();
            instances.add(modules.get(step.module()).instantiate(arguments, memory, tables));
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

    private CoreArgument argument(CoreItem item) {
        return switch (item.type()) {
            case CoreFunctionType type -> new CoreArgument.OfFunction(function(item));
            case TableType type ->
                new CoreArgument.OfTable(owner(item), exported(item).index());
            case MemoryType type -> new CoreArgument.OfMemory(owner(item));
            case GlobalType type ->
                new CoreArgument.OfGlobal(owner(item), exported(item).index());
        };
    }

    private static CoreItem.Exported exported(CoreItem item) {
        return (CoreItem.Exported) item;
    }

    private CoreInstance owner(CoreItem item) {
        return instances.get(exported(item).instance());
    }

    private CoreFunction function(CoreItem item) {
        return switch (item) {
            case CoreItem.Exported exported -> owner(exported).function(exported.index());
            case CoreItem.Lowered(int number, var type) -> lowered(number);
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
                    new LoweredFunction(lowering.signature(), lifted(target), guest, LiftBudget.UNBOUNDED);
            };
            lowered[number] = function;
        }
        return function;
    }

    private Callee exported(String interfaceName, String name, Item.Source source) {
        return switch (source) {
            case Item.Source.Lifted(int number) -> lifted(number);
            case Item.Source.Imported(int number)
            when hostFunctions.get(number) instanceof BoundHostFunction.Generic(Callee callee, long most) -> callee;
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
                memoryItem == null ? null : owner(memoryItem).memory(),
                realloc == null ? null : function(realloc),
                liftBudget);
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.TableBudget;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the canonical ABI remembers of one component instance. */
public final class ComponentState {

    private final @Nullable ComponentState parent;
    private final HandleTable handles;

    /** False while the host calls realloc or post-return, which must not call out. */
    boolean mayLeave = true;

    /**
     * True while it is instantiated, and while one of its functions or of those inside it runs; it must not be entered
     * from outside meanwhile.
     */
    private boolean entered = true;

    /** @param parent the instance whose component instantiated it, or null for the outermost */
    public ComponentState(@Nullable ComponentState parent, TableBudget tables) {
        this.parent = parent;
        this.handles = new HandleTable(tables);
    }

    HandleTable handles() {
        return handles;
    }

    /** Ends what it owns of the host; it must not be entered after that. */
    public void closeOwned(Consumer<ResourceHandle> ended) {
        handles.closeOwned(ended);
    }

    /** Its start functions have run, so that it may be called. */
    public void instantiated() {
        entered = false;
    }

    void requireMayLeave() {
        if (!mayLeave) {
            throw new ComponentTrapException("the component called an import out of realloc or post-return");
        }
    }

    /** Traps if the caller is the instance itself, around it or inside it: calls go between instances side by side. */
    void requireApart(@Nullable ComponentState caller) {
        if (caller != null && (isAround(this, caller) || isAround(caller, this))) {
            throw reentered();
        }
    }

    private static ComponentTrapException reentered() {
        return new ComponentTrapException(
                "a component instance was called while one of its functions runs, or of one around or inside it");
    }

    /**
     * Enters the instance, and those around it that the caller is not in already.
     *
     * @param caller the instance whose code calls, or null for the host
     */
    void enter(@Nullable ComponentState caller) {
        for (ComponentState each = this; each != null && !isAround(each, caller); each = each.parent) {
            if (each.entered) {
                throw reentered();
            }
            each.entered = true;
        }
    }

    void leave(@Nullable ComponentState caller) {
        for (ComponentState each = this; each != null && !isAround(each, caller); each = each.parent) {
            each.entered = false;
        }
    }

    private static boolean isAround(ComponentState outer, @Nullable ComponentState caller) {
        for (ComponentState each = caller; each != null; each = each.parent) {
            if (each == outer) {
                return true;
            }
        }
        return false;
    }
}

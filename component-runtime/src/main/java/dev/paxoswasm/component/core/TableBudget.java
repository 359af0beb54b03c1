package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.types.Table;
import com.dylibso.chicory.wasm.types.TableLimits;
import dev.paxoswasm.component.ComponentTrapException;

/** How many elements the tables of one instance may have together. */
public final class TableBudget {

    private final int maxElements;
    private int free;

    public TableBudget(int maxElements) {
        this.maxElements = maxElements;
        this.free = maxElements;
    }

    /** Takes room for so many elements that are kept elsewhere, if there is. */
    public boolean reserve(int more) {
        if (more > free) {
            return false;
        }
        free -= more;
        return true;
    }

    /** The table gets limits of its own, as Chicory changes them when the table grows. */
    TableInstance create(Table declared, int initial) {
        long minimum = declared.limits().min();
        if (minimum > free) {
            throw new ComponentTrapException("the component declares a table of " + minimum + " elements, but " + free
                    + " of its limit of " + maxElements + " are left");
        }
        free -= (int) minimum;
        long maximum = Math.min(declared.limits().max(), minimum + free);
        return new Bounded(
                new Table(declared.elementType(), new TableLimits(minimum, maximum), declared.initialize()), initial);
    }

    private final class Bounded extends TableInstance {

        Bounded(Table table, int initial) {
            super(table, initial);
        }

        @Override
        public int grow(int more, int value, Instance instance) {
            if (more < 0 || more > free) {
                return -1;
            }
            int before = super.grow(more, value, instance);
            if (before >= 0) {
                free -= more;
            }
            return before;
        }
    }
}

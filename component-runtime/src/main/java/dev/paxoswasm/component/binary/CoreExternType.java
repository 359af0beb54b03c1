package dev.paxoswasm.component.binary;

import java.util.Locale;

/** What a core module imports or exports. */
public sealed interface CoreExternType
        permits CoreFunctionType, CoreExternType.TableType, CoreExternType.MemoryType, CoreExternType.GlobalType {

    /** Whether something of this type may be given where the other is wanted: core specification, "Import Matching". */
    boolean satisfies(CoreExternType wanted);

    /** @param maximum the largest size, or -1 if there is no limit */
    record TableType(CoreType element, long minimum, long maximum) implements CoreExternType {

        @Override
        public boolean satisfies(CoreExternType wanted) {
            return wanted instanceof TableType table
                    && element == table.element
                    && within(minimum, maximum, table.minimum, table.maximum);
        }

        @Override
        public String toString() {
            return "table of " + minimum + " to " + upper(maximum) + " " + element;
        }
    }

    /** Sizes in pages of 64 KiB; @param maximum the largest size, or -1 if there is no limit. */
    record MemoryType(long minimum, long maximum) implements CoreExternType {

        @Override
        public boolean satisfies(CoreExternType wanted) {
            return wanted instanceof MemoryType memory && within(minimum, maximum, memory.minimum, memory.maximum);
        }

        @Override
        public String toString() {
            return "memory of " + minimum + " to " + upper(maximum) + " pages";
        }
    }

    /** A global. */
    record GlobalType(CoreType type, Mutability mutability) implements CoreExternType {

        @Override
        public boolean satisfies(CoreExternType wanted) {
            return equals(wanted);
        }

        @Override
        public String toString() {
            return mutability.name().toLowerCase(Locale.ROOT) + " global " + type;
        }
    }

    /** Whether a global may be written. */
    enum Mutability {
        CONSTANT,
        MUTABLE
    }

    private static boolean within(long minimum, long maximum, long wantedMinimum, long wantedMaximum) {
        return minimum >= wantedMinimum && (wantedMaximum < 0 || maximum >= 0 && maximum <= wantedMaximum);
    }

    private static String upper(long maximum) {
        return maximum < 0 ? "any number of" : Long.toString(maximum);
    }
}

package dev.paxoswasm.role.component;

import dev.paxoswasm.component.DeadlineExceededException;
import dev.paxoswasm.component.MemoryLimitException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an instance is made anew. */
enum RebuildCause {
    /** A call ran longer than it may. */
    DEADLINE,
    /** A call asked for more memory than there may be. */
    MEMORY,
    /** A call failed in another way. */
    TRAP,
    /** It could not be made before, and is tried again. */
    START,
    /** The store was opened anew. */
    STORAGE;

    /** @param failure what ended the call */
    static RebuildCause of(@Nullable Throwable failure) {
        return switch (failure) {
            case DeadlineExceededException _ -> DEADLINE;
            case MemoryLimitException _ -> MEMORY;
            case null, default -> TRAP;
        };
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}

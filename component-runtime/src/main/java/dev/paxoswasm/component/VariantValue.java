package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/**
 * A value of a {@code variant} type.
 *
 * @param caseIndex which case, counted from 0 in the order of the type
 * @param payload what the case carries, or null if it carries nothing
 */
public record VariantValue(int caseIndex, @Nullable Object payload) {}

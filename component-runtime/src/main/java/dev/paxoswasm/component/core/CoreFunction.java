package dev.paxoswasm.component.core;

/** Something that core code can call. Values are bits: i32 and f32 in the low 32, the others in all 64. */
@FunctionalInterface
public interface CoreFunction {

    long[] call(long[] arguments);
}

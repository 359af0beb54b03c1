package dev.paxoswasm.component.core;

import dev.paxoswasm.component.binary.CoreFunctionType;

/** Charges a {@link CompileBudget} for one function or constant expression, instruction by instruction. */
final class CodeCost {

    /** Code of a method that Java refuses is 64 KiB; the estimate is not that good. */
    private static final int LARGE_METHOD = 50_000;

    private final CompileBudget budget;
    private final StackHeight stack;
    private final int locals;

    /** About the bytes that the function takes as a Java method. */
    private long methodBytes;

    private long charged;
    private boolean tailCalls;

    CodeCost(CompileBudget budget, int locals, int results) {
        this.budget = budget;
        this.locals = locals;
        this.stack = new StackHeight(results);
        this.methodBytes = 5L * locals;
    }

    long charged() {
        return charged;
    }

    /** Whether it may be too large for a Java method. */
    boolean isLarge() {
        return methodBytes > LARGE_METHOD;
    }

    private void charge(long price, int at) {
        charged += price;
        budget.charge(price, at);
    }

    void start(int at) {
        charge(CompileBudget.FUNCTION + (long) locals * CompileBudget.LOCAL, at);
    }

    void instruction(int code, int at) {
        methodBytes += code >= 0x28 && code <= 0x40 ? 9 : 4;
        stack.change(StackHeight.effect(code));
        charge(CompileBudget.INSTRUCTION, at);
    }

    void prefixed(int code, int at) {
        methodBytes += 16;
        stack.change(StackHeight.prefixedEffect(code));
        charge(CompileBudget.INSTRUCTION, at);
    }

    void call(CoreFunctionType type, int at) {
        long passed = type.parameters().size() + type.results().size();
        methodBytes += 16 + 10 * passed;
        stack.call(type);
        charge(CompileBudget.INSTRUCTION + passed * CompileBudget.PASSED, at);
    }

    void tailCall(CoreFunctionType type, int at) {
        call(type, at);
        stack.leave();
        if (!tailCalls) {
            tailCalls = true;
            charge(CompileBudget.TAIL_CALL, at);
        }
    }

    void block(int parameters, int results, int at) {
        methodBytes += 8;
        charge(
                CompileBudget.INSTRUCTION
                        + CompileBudget.BLOCK
                        + (long) stack.height() * CompileBudget.COPIED
                        + (long) (parameters + results) * CompileBudget.PASSED,
                at);
        stack.enter(parameters, results);
    }

    void otherwise(int at) {
        methodBytes += 4;
        stack.otherwise();
        charge(CompileBudget.INSTRUCTION, at);
    }

    void end(int at) {
        stack.end();
        charge(CompileBudget.INSTRUCTION, at);
    }

    void branch(boolean always, int at) {
        if (!always) {
            stack.change(-1);
        }
        methodBytes += 12 + 6L * stack.height();
        charge(CompileBudget.INSTRUCTION + kept(), at);
        if (always) {
            stack.leave();
        }
    }

    void branchTable(int labels, int at) {
        stack.change(-1);
        methodBytes += 20 + labels * (4 + 6L * stack.height());
        charge(
                CompileBudget.INSTRUCTION
                        + labels * (100 + (long) stack.height() * CompileBudget.TARGET)
                        + (long) locals * CompileBudget.LOCAL_KEPT,
                at);
        stack.leave();
    }

    private long kept() {
        return (long) locals * CompileBudget.LOCAL_KEPT + (long) stack.height() * CompileBudget.KEPT;
    }

    /** Nothing that follows is reached. */
    void leave(int at) {
        methodBytes += 8 + 6L * stack.height();
        charge(CompileBudget.INSTRUCTION + kept(), at);
        stack.leave();
    }
}

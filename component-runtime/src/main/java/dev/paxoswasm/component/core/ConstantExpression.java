package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.ConstantEvaluators;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.types.Instruction;
import java.util.List;

/** The value of a constant expression of a module. */
final class ConstantExpression {

    private ConstantExpression() {}

    static int value(Instance instance, List<Instruction> expression) {
        return (int) ConstantEvaluators.computeConstantValue(instance, expression)[0];
    }
}

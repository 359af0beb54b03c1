package dev.paxoswasm.role.web;

import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.method.annotation.ExceptionHandlerMethodResolver;

/** Explains what ended a request that the dispatcher has not seen, in the words of {@link ProblemAdvice}. */
public final class ProblemExplainer {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemExplainer.class);

    private final ExceptionHandlerMethodResolver methods = new ExceptionHandlerMethodResolver(ProblemAdvice.class);
    private final ProblemAdvice advice;

    ProblemExplainer(ProblemAdvice advice) {
        this.advice = advice;
    }

    public Problem explain(RuntimeException failure) {
        Method method = methods.resolveMethodByThrowable(failure);
        if (method != null) {
            ReflectionUtils.makeAccessible(method);
            if (ReflectionUtils.invokeMethod(method, advice, failure) instanceof ResponseEntity<?> answer
                    && answer.getBody() instanceof Problem problem) {
                return problem;
            }
        }
        LOG.error("A request failed", failure);
        return Problem.unforeseen();
    }
}

package dev.paxoswasm.role.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside of a handler, in a filter or in the container. */
@Hidden
@RestController
final class ProblemErrors implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable
    ResponseEntity<Problem> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // The answer broke off: whoever asked sees that it has no end.
            return null;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        ProblemType type = switch (code) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 413 -> ProblemType.TOO_LARGE;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> code < 500 ? ProblemType.INVALID : ProblemType.INTERNAL;
        };
        String detail = code < 500
                ? "the request cannot be served as it is; /v3/api-docs describes what can"
                : "the service failed in a way that nobody foresaw; its log says how";
        return ProblemWriter.entity(new Problem(type, detail));
    }
}

package dev.paxoswasm.role.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what failed outside of a handler, in a filter or in the container. */
@Hidden
@RestController
final class ProblemErrors implements ErrorController {

    private final AllowedMethods methods;

    ProblemErrors(AllowedMethods methods) {
        this.methods = methods;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    @Nullable
    ResponseEntity<Problem> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            // The answer broke off: whoever asked sees that it has no end.
            return null;
        }
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        if (code == 400 && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException) {
            return ProblemWriter.entity(new Problem(
                    ProblemType.MALFORMED_BODY,
                    "the body ends before its Content-Length, or is not in the chunks that Transfer-Encoding says"));
        }
        return code == 405 ? methodNotAllowed(request, response) : ProblemWriter.entity(Problem.ofStatus(code));
    }

    /** The container, which refuses some methods itself, does not know which of them a path takes. */
    private ResponseEntity<Problem> methodNotAllowed(HttpServletRequest request, HttpServletResponse response) {
        Set<String> allowed = methods.of(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
        response.setHeader(HttpHeaders.ALLOW, null);
        if (allowed.isEmpty()) {
            return ProblemWriter.entity(Problem.ofStatus(404));
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ALLOW, String.join(", ", allowed));
        return ProblemWriter.entity(Problem.ofStatus(405), headers);
    }
}

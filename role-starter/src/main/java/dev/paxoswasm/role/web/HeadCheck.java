package dev.paxoswasm.role.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Refuses heads that could be read in more than one way, before anyone reads them: a malformed query, a body of which
 * it is not plain what it is.
 */
final class HeadCheck extends HttpFilter {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");
    private static final String IDENTITY = "identity";

    private final ProblemWriter problems;

    HeadCheck(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            requirePlainAddress(request);
            if (!WITHOUT_BODY.contains(request.getMethod())) {
                requirePlainBody(request, response);
            }
        } catch (ProblemException e) {
            problems.write(response, e.problem());
            return;
        }
        chain.doFilter(request, response);
    }

    private static void requirePlainAddress(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            throw ProblemType.INVALID.because("the path has parameters, after a ';'; none are known");
        }
        QueryString.requireWellFormed(request.getQueryString());
    }

    private static void requirePlainBody(HttpServletRequest request, HttpServletResponse response) {
        List<String> types = Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE));
        if (types.size() > 1) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                    "Content-Type stands in " + types.size() + " lines; send it once");
        }
        if (!types.isEmpty()) {
            requireUtf8(types.getFirst());
        }
        for (String line : Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING))) {
            if (!Arrays.stream(line.split(",")).map(String::strip).allMatch(HeadCheck::isNone)) {
                response.setHeader(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
                throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Content-Encoding is '" + Sanitized.shown(line)
                        + "', which is not undone here; send the body as it is");
            }
        }
    }

    private static boolean isNone(String coding) {
        return coding.isEmpty() || coding.equalsIgnoreCase(IDENTITY);
    }

    private static void requireUtf8(String field) {
        ContentType type = ContentType.parse(field);
        if (type == null) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Content-Type is '" + Sanitized.shown(field)
                    + "', which is no media type; write it as in application/json");
        }
        if (!type.isUtf8()) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                    "Content-Type is '" + Sanitized.shown(field) + "', but no charset is read other than utf-8");
        }
    }
}

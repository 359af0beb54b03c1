package dev.paxoswasm.role.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers what the container refuses before it knows the application: heads that are no HTTP. */
final class ProblemReport extends ErrorReportValve {

    private final ProblemWriter problems;
    private final RequestMeters meters;

    ProblemReport(ProblemWriter problems, RequestMeters meters) {
        this.problems = problems;
        this.meters = meters;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() >= 400 && request.getAttribute(MeteredRequests.SEEN) == null) {
            meters.unknown(String.valueOf(request.getMethod())).answered(response.getStatus(), System.nanoTime());
        }
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            problems.write(response, Problem.ofStatus(response.getStatus()));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("Whoever asked is gone", e);
        }
    }
}

package dev.paxoswasm.role.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** Answers what the container refuses before it knows the application: heads that are no HTTP. */
final class ProblemReport extends ErrorReportValve {

    private final ProblemWriter problems;

    ProblemReport(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
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

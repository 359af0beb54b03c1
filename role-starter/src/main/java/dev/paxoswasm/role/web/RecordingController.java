package dev.paxoswasm.role.web;

import dev.paxoswasm.role.PaxosProperties.Swap.From;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.NotRecordedException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The last calls into the component of this node, as a file: with the values that were in them. */
@Hidden
@RestController
public final class RecordingController {

    private final ComponentHost<?> host;
    private final From from;

    public RecordingController(ComponentHost<?> host, From from) {
        this.host = host;
        this.from = from;
    }

    @GetMapping(path = "/actuator/recording", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] get(HttpServletRequest request) {
        String objection = objection(from, request.getHeader(HttpHeaders.ORIGIN), request.getRemoteAddr());
        if (objection != null) {
            throw ProblemType.NOT_ALLOWED.because(objection);
        }
        try {
            return host.recording();
        } catch (NotRecordedException e) {
            throw ProblemType.NOT_RECORDED.because(String.valueOf(e.getMessage()));
        }
    }

    /** Why a request may not have the recording; null where it may. */
    static @Nullable String objection(From from, @Nullable String origin, String sender) {
        if (from == From.NOWHERE) {
            return "this node gives its recording to nobody (paxos.recording.from=nowhere)";
        }
        if (origin != null) {
            return "the request has an Origin, as that of a page in a browser; send it by a program";
        }
        return Loopback.is(sender)
                ? null
                : "a recording is given to the machine of the node only, and not to " + Sanitized.shown(sender)
                        + "; call it there by its loopback address";
    }
}

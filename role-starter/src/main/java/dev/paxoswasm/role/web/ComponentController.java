package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.PaxosProperties.Swap.From;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.ComponentLoader;
import dev.paxoswasm.role.component.LoadedComponent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Has another component take the place of the present one, while the node runs.
 *
 * <p>It comes as bytes, and not as the name of a file: nobody can have the node read what else lies on its machine.
 * There is no authentication yet, so only that machine may send one, and none of the pages in its browsers, which are
 * known by their {@code Origin}.
 */
@Hidden
@RestController
public final class ComponentController {

    private static final String PATH = "/actuator/component";
    private static final String WASM = "application/wasm";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final ComponentHost<?> host;
    private final From from;
    private final @Nullable String cache;
    private final BodyLimit limit;
    private final ByteBudget bodies;
    private final Duration bodyTimeout;

    public ComponentController(ComponentHost<?> host, PaxosProperties properties) {
        this.host = host;
        from = properties.swap().from();
        cache = properties.component().cache();
        limit = new BodyLimit(properties.swap().maxSize().toBytes());
        bodies = new ByteBudget(properties.swap().maxSize());
        bodyTimeout = properties.http().bodyTimeout();
    }

    /**
     * A component of a node.
     *
     * @param name its file, without folder and ending
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @param builtIn whether it is the one that is built with the service
     */
    record Named(String name, String digest, boolean builtIn) {

        static Named of(LoadedComponent component) {
            return new Named(component.name(), component.digest(), component.isBuiltIn());
        }
    }

    /** What serves from now on, and what did before. */
    record Swapped(Named component, Named replaced) {}

    @PutMapping(path = PATH, consumes = WASM, produces = MediaType.APPLICATION_JSON_VALUE)
    Swapped put(
            @RequestParam(name = "name") String name,
            @RequestParam(name = "digest") String digest,
            HttpServletRequest request) {
        requireAllowed(request);
        if (!NAME.matcher(name).matches()) {
            throw ProblemType.INVALID.because("the parameter name is '" + Sanitized.shown(name)
                    + "'; give 1 to 64 letters, digits, dots, hyphens and underscores");
        }
        if (!DIGEST.matcher(digest).matches()) {
            throw ProblemType.INVALID.because("the parameter digest is '" + Sanitized.shown(digest)
                    + "'; give sha256: and 64 hexadecimal digits, in lower case");
        }
        if (request.getContentLengthLong() > limit.maxBytes()) {
            throw limit.exceeded();
        }
        LimitedRequest limited = new LimitedRequest(request, limit, bodies, bodyTimeout);
        try {
            if (!limited.reserve()) {
                throw new RefusalException(Admission.overloaded());
            }
            byte[] binary = limited.getInputStream().readAllBytes();
            return swap(ComponentLoader.sent(host.loaded().role(), name, digest, binary, cache));
        } catch (IOException e) {
            throw ProblemType.MALFORMED_BODY.because("the body is cut short");
        } finally {
            limited.release();
        }
    }

    /** Goes back to the one that is built with the service. */
    @DeleteMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    Swapped delete(HttpServletRequest request) {
        requireAllowed(request);
        return swap(ComponentLoader.builtIn(host.loaded().role(), cache));
    }

    private Swapped swap(LoadedComponent component) {
        return new Swapped(Named.of(component), Named.of(host.swap(component)));
    }

    private void requireAllowed(HttpServletRequest request) {
        String objection = objection(from, request.getHeader(HttpHeaders.ORIGIN), request.getRemoteAddr());
        if (objection != null) {
            throw ProblemType.NOT_ALLOWED.because(objection);
        }
    }

    /** Why a request may not change the component; null where it may. */
    static @Nullable String objection(From from, @Nullable String origin, String sender) {
        if (from == From.NOWHERE) {
            return "this node keeps the component that it started with (paxos.swap.from=nowhere)";
        }
        if (origin != null) {
            return "the request has an Origin, as that of a page in a browser; send it by a program";
        }
        return Loopback.is(sender)
                ? null
                : "a component is taken from the machine of the node only, and not from " + Sanitized.shown(sender)
                        + "; call it there by its loopback address";
    }
}

package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.role.web.PastDispatcher;
import dev.paxoswasm.role.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Getting a value agreed. It reads and writes bodies itself: this is what every value pays for, and message conversion costs
 * more than all the rest of it.
 */
@RestController
@Tag(name = "Client API", description = "Getting values agreed, and reading what was.")
class ProposalController {

    static final String PATH = "/v1/proposals";
    static final String JSON = "application/json";
    static final String BYTES = "application/octet-stream";

    /** A longer answer is written as it is made, and not held as a whole before. */
    private static final int MAX_WHOLE_CHARS = 16_384;

    private final Proposals proposals;
    private final ProposalReader reader;
    private final JsonMapper json;

    ProposalController(Proposals proposals, ProposalReader reader, JsonMapper json) {
        this.proposals = proposals;
        this.reader = reader;
        this.json = json;
    }

    @Operation(
            operationId = "propose",
            summary = "Gets a value agreed.",
            description =
                    "Answers once the value is chosen and learned by a learner. Send JSON for text or base64, or the raw"
                            + " bytes as application/octet-stream.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(mediaType = JSON, schema = @Schema(implementation = ProposalBody.class)),
                                @Content(mediaType = BYTES, schema = @Schema(type = "string", format = "binary"))
                            }),
            parameters =
                    @Parameter(
                            name = "Prefer",
                            in = ParameterIn.HEADER,
                            description = Preference.DESCRIPTION,
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "201",
            description = "The value is chosen.",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where the entry can be read.",
                        schema = @Schema(type = "string")),
                @Header(
                        name = "Preference-Applied",
                        description = "The wait that was preferred and applied.",
                        schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ChosenValue.class)))
    @ApiResponse(
            responseCode = "400",
            description = "The body or the preference is not valid.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "408",
            description = "The body took too long to arrive; nothing was proposed.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "413",
            description = "The value is larger than the bound.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "415",
            description = "The media type of the body is not supported.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "429",
            description = "Too much is under way; `Retry-After` says when to ask again.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @ApiResponse(
            responseCode = "503",
            description = "The value was not chosen in time. Of the type `outcome-unknown`, it may still be chosen.",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(ref = "#/components/schemas/Problem")))
    @PostMapping(
            path = PATH,
            consumes = {JSON, BYTES},
            produces = JSON)
    void propose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer wait = Preference.waitSeconds(request.getHeader("Prefer"));
        Given given = given(request);
        ChosenEntry entry = proposals.await(proposals.offer(given.value(), Preference.patience(wait)));
        if (wait != null) {
            response.setHeader("Preference-Applied", "wait=" + wait);
        }
        answer(response, ChosenValue.of(entry, given.text()));
    }

    /**
     * What is held of a request while its value waits to be chosen: nothing but the value.
     *
     * @param encoding how it came and is answered; null where it came as bytes
     */
    private record Given(byte[] value, @Nullable String encoding) {

        ValueText text() {
            return ValueText.BASE64.equals(encoding) ? ValueText.base64(value) : ValueText.of(value);
        }
    }

    private Given given(HttpServletRequest request) throws IOException {
        byte[] body = PastDispatcher.body(request);
        if (!request.getContentType().regionMatches(true, 0, JSON, 0, JSON.length())) {
            return new Given(body, null);
        }
        ValueText text = reader.read(body, body.length).text();
        return new Given(text.bytes(), text.encoding());
    }

    private void answer(HttpServletResponse response, ChosenValue chosen) throws IOException {
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader("Location", "/v1/log/" + chosen.slot());
        response.setContentType(JSON);
        if (chosen.value().length() > MAX_WHOLE_CHARS) {
            write(chosen, response.getOutputStream());
            return;
        }
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(chosen.value().length() + 128)) {
            write(chosen, bytes);
            response.setContentLength(bytes.size());
            response.getOutputStream().write(bytes.toByteArray());
        }
    }

    private void write(ChosenValue chosen, OutputStream to) {
        try (JsonGenerator out = json.createGenerator(to)) {
            out.writeStartObject();
            out.writeNumberProperty("slot", chosen.slot());
            out.writeObjectPropertyStart("ballot");
            out.writeNumberProperty("round", chosen.ballot().round());
            out.writeNumberProperty("proposer", chosen.ballot().proposer());
            out.writeEndObject();
            out.writeStringProperty("value", chosen.value());
            out.writeStringProperty("encoding", chosen.encoding());
            out.writeEndObject();
        }
    }
}

package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.role.web.WholeBody;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Getting a value agreed. What is plain comes to {@link PlainProposals} instead. */
@RestController
@Tag(name = "proposals", description = "Getting values agreed.")
class ProposalController {

    static final String PATH = "/v1/proposals";
    static final String OPERATION = "propose";
    static final String JSON = "application/json";
    static final String BYTES = "application/octet-stream";

    /** A longer answer is written as it is made, and not held as a whole before. */
    private static final int MAX_WHOLE_CHARS = 16_384;

    private final Proposals proposals;
    private final ProposalFormat format;

    ProposalController(Proposals proposals, ProposalFormat format) {
        this.proposals = proposals;
        this.format = format;
    }

    @Operation(
            operationId = ProposalController.OPERATION,
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
    @ApiResponse(responseCode = "400", description = "The body or the preference is not valid.")
    @ApiResponse(responseCode = "413", description = "The value is larger than the bound.")
    @ApiResponse(
            responseCode = "503",
            description = "The value was not chosen in time. Of the type `outcome-unknown`, it may still be chosen.")
    @PostMapping(
            path = PATH,
            consumes = {JSON, BYTES},
            produces = JSON)
    void propose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer wait = Preference.waitSeconds(request.getHeader("Prefer"));
        byte[] body = WholeBody.of(request);
        ProposedValue value = proposals.reading(() -> format.read(request.getContentType(), body));
        ChosenId place = proposals.await(proposals.offer(value.bytes(), Preference.patience(wait)));
        if (wait != null) {
            response.setHeader(Preference.APPLIED, Preference.applied(wait));
        }
        answer(response, ChosenValue.of(place, value.text()));
    }

    private void answer(HttpServletResponse response, ChosenValue chosen) throws IOException {
        response.setStatus(HttpServletResponse.SC_CREATED);
        response.setHeader("Location", chosen.location());
        response.setContentType(JSON);
        if (chosen.value().length() > MAX_WHOLE_CHARS) {
            format.write(chosen, response.getOutputStream());
            return;
        }
        byte[] body = format.bytes(chosen);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

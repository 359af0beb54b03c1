package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.role.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Getting a value agreed. */
@RestController
@Tag(name = "Client API", description = "Getting values agreed, and reading what was.")
class ProposalController {

    private static final String WAIT =
            "`wait=SECONDS`: how long the value may take to be chosen, from 1 to 60; 5 when left out.";

    private final Proposals proposals;

    ProposalController(Proposals proposals) {
        this.proposals = proposals;
    }

    @Operation(
            operationId = "propose",
            summary = "Gets a value agreed.",
            description =
                    "Answers once the value is chosen and learned by a learner. Send JSON for text or base64, or the raw"
                            + " bytes as application/octet-stream.")
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
    @PostMapping(path = "/v1/proposals", consumes = "application/json", produces = "application/json")
    ResponseEntity<ChosenValue> propose(
            @RequestBody ProposalBody body,
            @Parameter(description = WAIT) @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        ValueText text = body.text();
        return propose(text.bytes(), prefer, unused -> text);
    }

    @Operation(operationId = "propose", summary = "Gets a value agreed.")
    @ApiResponse(responseCode = "201", description = "The value is chosen.")
    @PostMapping(path = "/v1/proposals", consumes = "application/octet-stream", produces = "application/json")
    ResponseEntity<ChosenValue> proposeBytes(
            @RequestBody(required = false) byte @Nullable [] value,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer) {
        return propose(value == null ? new byte[0] : value, prefer, ValueText::of);
    }

    private ResponseEntity<ChosenValue> propose(
            byte[] value, @Nullable String prefer, Function<byte[], ValueText> show) {
        Integer wait = Preference.waitSeconds(prefer);
        ChosenEntry entry = proposals.propose(value, Preference.deadline(wait));
        ResponseEntity.BodyBuilder created =
                ResponseEntity.created(URI.create("/v1/log/" + entry.slot())).contentType(MediaType.APPLICATION_JSON);
        if (wait != null) {
            created.header("Preference-Applied", "wait=" + wait);
        }
        return created.body(ChosenValue.of(entry, show.apply(value)));
    }
}

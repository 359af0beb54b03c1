package dev.paxoswasm.client;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.ProblemException;
import dev.paxoswasm.role.web.ProblemType;
import dev.paxoswasm.role.web.UnreadBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Getting many values agreed in one request, each on its own: one that is refused holds up no other. */
@RestController
@Tag(name = "proposals")
class BatchController {

    static final String PATH = "/v1/proposals:batch";
    static final String JSON = "application/json";
    static final String LINES = "application/x-ndjson";
    static final String ANSWERS =
            "[{\"index\":0,\"slot\":7,\"ballot\":{\"round\":1,\"proposer\":1}},{\"index\":1,\"problem\":{\"type\":"
                    + "\"urn:paxos-wasm:problem:invalid\",\"title\":\"The request is not valid\",\"status\":400,"
                    + "\"detail\":\"value is missing; it must be a text\"}}]";
    static final String ANSWER_LINES = "{\"index\":0,\"slot\":7,\"ballot\":{\"round\":1,\"proposer\":1}}\n"
            + "{\"index\":1,\"slot\":8,\"ballot\":{\"round\":1,\"proposer\":1}}\n";

    private static final String VALUES = "[{\"value\":\"hello\"},{\"value\":\"/wA=\",\"encoding\":\"base64\"}]";
    private static final String VALUE_LINES = "{\"value\":\"hello\"}\n{\"value\":\"/wA=\",\"encoding\":\"base64\"}\n";

    private final Proposals proposals;
    private final ProposalReader reader;
    private final ProposalStream stream;
    private final Admission admission;
    private final JsonMapper json;
    private final int maxValues;

    BatchController(
            Proposals proposals,
            ProposalReader reader,
            ProposalStream stream,
            Admission admission,
            JsonMapper json,
            PaxosProperties properties) {
        this.proposals = proposals;
        this.reader = reader;
        this.stream = stream;
        this.admission = admission;
        this.json = json;
        maxValues = properties.http().maxBatchValues();
    }

    @Operation(
            operationId = "propose-batch",
            summary = "Gets many values agreed.",
            description =
                    "As a JSON array, answered by one of the same length once all values are chosen or refused. Or as a"
                            + " stream of any length, one JSON object a line both ways: values are proposed as they are read,"
                            + " and answered in their order as they are chosen; read the answers while you send. Where a"
                            + " stream breaks off, the complete lines before are proposed. Whoever has nothing to send for"
                            + " a while sends an empty line now and then: a silent connection is closed.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = JSON,
                                        array = @ArraySchema(schema = @Schema(implementation = ProposalBody.class)),
                                        examples = @ExampleObject(VALUES)),
                                @Content(
                                        mediaType = LINES,
                                        schema = @Schema(type = "string", description = "One Proposal a line."),
                                        examples = @ExampleObject(VALUE_LINES))
                            }),
            parameters =
                    @Parameter(
                            name = "Prefer",
                            in = ParameterIn.HEADER,
                            description = Preference.DESCRIPTION,
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "One outcome a value, in their order: where it is chosen, or the problem that it met.",
            headers =
                    @Header(
                            name = "Preference-Applied",
                            description = "The wait that was preferred and applied.",
                            schema = @Schema(type = "string")),
            content = {
                @Content(
                        mediaType = BatchController.JSON,
                        array = @ArraySchema(schema = @Schema(implementation = ProposalOutcome.class)),
                        examples = @ExampleObject(BatchController.ANSWERS)),
                @Content(
                        mediaType = BatchController.LINES,
                        schema = @Schema(type = "string", description = "One ProposalOutcome a line."),
                        examples = @ExampleObject(BatchController.ANSWER_LINES))
            })
    @ApiResponse(
            responseCode = "400",
            description = "The body as a whole or the preference is not valid; nothing was proposed.")
    @ApiResponse(
            responseCode = "413",
            description = "An array has more values or bytes than the bound; nothing was proposed. Streams have none.")
    @PostMapping(path = PATH, consumes = JSON, produces = JSON)
    void propose(HttpServletRequest request, HttpServletResponse response) throws IOException, InterruptedException {
        Integer wait = Preference.waitSeconds(request.getHeader("Prefer"));
        Duration patience = Preference.patience(wait);
        long start = System.nanoTime();
        List<ProposalItem> items = new ArrayList<>();
        for (Supplier<ProposalBody> value : values(request.getInputStream().readAllBytes())) {
            items.add(ProposalItem.of(value, patience, start, proposals));
        }
        start(response, JSON, wait);
        OutputStream out = new BufferedOutputStream(response.getOutputStream());
        for (int index = 0; index < items.size(); index++) {
            out.write(index == 0 ? '[' : ',');
            out.write(items.get(index).outcome(index, proposals).write(json));
        }
        if (items.isEmpty()) {
            out.write('[');
        }
        out.write(']');
        out.flush();
    }

    @Operation(operationId = "propose-batch", summary = "Gets many values agreed.")
    @PostMapping(path = PATH, consumes = LINES, produces = LINES)
    void stream(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Integer wait = Preference.waitSeconds(request.getHeader("Prefer"));
        InputStream in = request.getInputStream();
        OutputStream out = response.getOutputStream();
        ProposalStream.Ending ending = admission.waiting(() -> {
            start(response, LINES, wait);
            return stream.run(in, out, Preference.patience(wait));
        });
        if (ending == ProposalStream.Ending.BROKEN_OFF) {
            UnreadBody.leave(request);
        }
    }

    private static void start(HttpServletResponse response, String mediaType, @Nullable Integer wait) {
        response.setContentType(mediaType);
        if (wait != null) {
            response.setHeader("Preference-Applied", "wait=" + wait);
        }
    }

    /** Reads all of the array before any of it is proposed, so that a body refused as a whole has changed nothing. */
    private List<Supplier<ProposalBody>> values(byte[] body) {
        List<Supplier<ProposalBody>> values = new ArrayList<>();
        try (JsonParser parser = reader.parser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw ProblemType.INVALID.because("the body is of another type; it must be a list of values");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (values.size() == maxValues) {
                    throw ProblemType.TOO_LARGE.because("the batch has more than " + maxValues
                            + " values, the most (paxos.http.max-batch-values); a stream as " + LINES
                            + " may have any number");
                }
                values.add(value(parser));
            }
            if (parser.nextToken() != null) {
                throw ProblemType.INVALID.because("the body is followed by something else; send one list");
            }
        }
        return values;
    }

    private Supplier<ProposalBody> value(JsonParser parser) {
        try {
            ProposalBody value = reader.current(parser, "the value");
            return () -> value;
        } catch (ProblemException e) {
            return () -> {
                throw e;
            };
        }
    }
}

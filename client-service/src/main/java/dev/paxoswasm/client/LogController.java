package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.role.web.ProblemType;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reading what was agreed. */
@RestController
@Tag(name = "log", description = "Reading what was agreed.")
class LogController {

    private static final long MAX_SLOT = (1L << 53) - 1;
    private static final String MAX_SLOT_TEXT = "9007199254740991";
    private static final String LAST_BUT_ONE_TEXT = "9007199254740990";
    private static final int MAX_LIMIT = 1_000;

    private final LogReader log;
    private final LogFollower follower;

    LogController(LogReader log, LogFollower follower) {
        this.log = log;
        this.follower = follower;
    }

    @Operation(operationId = "read-slot", summary = "What is chosen for a slot.")
    @ApiResponse(
            responseCode = "200",
            description = "The entry; it never changes.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LogEntry.class)))
    @ApiResponse(responseCode = "400", description = "That is no slot.")
    @ApiResponse(responseCode = "404", description = "Nothing is chosen for the slot yet.")
    @ApiResponse(
            responseCode = "503",
            description = "No learner in reach has the slot, and whether it is chosen cannot be found out.")
    @GetMapping(path = "/v1/log/{slot}", produces = "application/json")
    LogEntry slot(
            @Parameter(schema = @Schema(type = "integer", format = "int64", minimum = "1", maximum = MAX_SLOT_TEXT))
                    @PathVariable("slot")
                    long slot)
            throws InterruptedException {
        // What is chosen never changes; only that nothing is, must not be stale.
        List<ChosenEntry> learned = log.readStale(requireSlot("slot", slot), 1).entries();
        if (!learned.isEmpty()) {
            return LogEntry.of(learned.getFirst());
        }
        LogPage page = log.read(slot, 1);
        return page.entries().stream()
                .findFirst()
                .map(LogEntry::of)
                .orElseThrow(() -> ProblemType.NOT_CHOSEN.because(
                        "slot " + slot + " is not chosen yet; the slots up to " + page.chosenThrough() + " are"));
    }

    @Operation(
            operationId = "read-log",
            summary = "A page of the log.",
            description = "It shows all that was chosen before it was asked for, by whomever, unless it may be stale.")
    @ApiResponse(
            responseCode = "200",
            description = "Entries from a slot on.",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LogView.class)))
    @ApiResponse(responseCode = "400", description = "A parameter is out of its range.")
    @ApiResponse(
            responseCode = "503",
            description =
                    "No learner can be reached; or no leader that a quorum of acceptors confirms, without `stale`.")
    @GetMapping(path = "/v1/log", produces = "application/json")
    LogView page(
            @Parameter(
                            description = "The first slot.",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "1",
                                            maximum = MAX_SLOT_TEXT,
                                            defaultValue = "1"))
                    @RequestParam(name = "from", defaultValue = "1")
                    long from,
            @Parameter(
                            description =
                                    "The most entries; there are fewer where they are large. The next page begins after the"
                                            + " last one.",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int32",
                                            minimum = "1",
                                            maximum = "1000",
                                            defaultValue = "100"))
                    @RequestParam(name = "limit", defaultValue = "100")
                    int limit,
            @Parameter(
                            description =
                                    "Answers with what a learner has learned, which may lack what is chosen already:"
                                            + " for reading when no leader or no quorum of acceptors can be reached.")
                    @RequestParam(name = "stale", defaultValue = "false")
                    boolean stale)
            throws InterruptedException {
        requireSlot("from", from);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemType.INVALID.because("limit is " + limit + ", but must be from 1 to " + MAX_LIMIT);
        }
        LogPage page = stale ? log.readStale(from, limit) : log.read(from, limit);
        return new LogView(page.entries().stream().map(LogEntry::of).toList(), page.chosenThrough());
    }

    @Operation(
            operationId = "follow-log",
            summary = "The log as it grows.",
            description =
                    "Server-sent events, without end: one a slot, with the slot as its id and the entry, as JSON, as its data."
                            + " `Last-Event-ID` resumes after that slot.")
    @ApiResponse(
            responseCode = "200",
            description = "Entries from a slot on, as they are chosen.",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "400", description = "A parameter is out of its range.")
    @ApiResponse(responseCode = "429", description = "Too many follow the log already.")
    @GetMapping(path = "/v1/log:follow", produces = "text/event-stream")
    void follow(
            @Parameter(
                            description = "The first slot.",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "1",
                                            maximum = MAX_SLOT_TEXT,
                                            defaultValue = "1"))
                    @RequestParam(name = "from", defaultValue = "1")
                    long from,
            @Parameter(
                            description = "The slot after which an event stream resumes.",
                            schema =
                                    @Schema(
                                            type = "integer",
                                            format = "int64",
                                            minimum = "0",
                                            maximum = LAST_BUT_ONE_TEXT))
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        long first = requireSlot("from", from);
        if (lastEventId != null) {
            if (lastEventId < 0 || lastEventId >= MAX_SLOT) {
                throw ProblemType.INVALID.because("Last-Event-ID is " + lastEventId
                        + ", but must be a slot that another" + " one follows, from 0 to " + (MAX_SLOT - 1));
            }
            first = lastEventId + 1;
        }
        follower.follow(first, request, response);
    }

    /** The same, for whoever asks for the log and accepts nothing but events. */
    @Hidden
    @GetMapping(path = "/v1/log", produces = "text/event-stream")
    void followWhereAccepted(
            @RequestParam(name = "from", defaultValue = "1") long from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        follow(from, lastEventId, request, response);
    }

    private static long requireSlot(String name, long slot) {
        if (slot < 1 || slot > MAX_SLOT) {
            throw ProblemType.INVALID.because(name + " is " + slot + ", but a slot is from 1 to " + MAX_SLOT);
        }
        return slot;
    }
}

package dev.paxoswasm.client;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A piece of the log. */
@Schema(name = "LogView", description = "Entries in ascending order of slots, without gaps.")
record LogView(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<LogEntry> entries,

        @Schema(
                description = "All slots up to this one are chosen, also those beyond the entries; 0 where none is.",
                minimum = "0",
                maximum = "9007199254740991",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long chosenThrough) {}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.CallLog;
import org.jspecify.annotations.Nullable;

/** A function whose values go to a log as they pass; @param number of the function, as the log knows it. */
public record Watched(CallLog log, int number) {

    static void noteAsked(@Nullable Watched watched, Signature signature, GuestMemory guest, long[] flat) {
        ValueSink out = watched == null ? null : watched.log.asked(watched.number);
        if (out != null) {
            signature.copyParameters(guest, flat, out);
        }
    }

    static void noteAnswered(
            @Nullable Watched watched, Signature signature, GuestMemory guest, long[] results, int place) {
        ValueSink out = watched == null ? null : watched.log.answered();
        if (out != null) {
            signature.copyResult(guest, results, place, out);
        }
    }

    static void noteCalled(@Nullable Watched watched, Signature signature, GuestMemory guest, long[] flat) {
        ValueSink out = watched == null ? null : watched.log.called(watched.number);
        if (out != null) {
            signature.copyParameters(guest, flat, out);
        }
    }

    static void noteReturned(@Nullable Watched watched, Signature signature, GuestMemory guest, long[] results) {
        ValueSink out = watched == null ? null : watched.log.returned();
        if (out != null) {
            signature.copyResult(guest, results, signature.resultInMemory ? (int) results[0] : 0, out);
        }
    }
}

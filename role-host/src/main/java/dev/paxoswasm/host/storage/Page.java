package dev.paxoswasm.host.storage;

/** Room for entries: so many, and beyond the first so many payload bytes. */
final class Page {

    private final long maxEntries;
    private final long maxBytes;
    private long entries;
    private long bytes;

    Page(long maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    /** Takes an entry in, or says that it does not fit. */
    boolean takes(long payloadBytes) {
        if (!hasRoom() || entries > 0 && bytes + payloadBytes > maxBytes) {
            return false;
        }
        entries++;
        bytes += payloadBytes;
        return true;
    }

    boolean hasRoom() {
        return entries < maxEntries;
    }
}

package dev.paxoswasm.component.core;

/** How many pages the memories of one instance may have together. */
public final class MemoryBudget {

    public static final int PAGE_BYTES = 65_536;

    private final int maxPages;
    private int pages;
    private boolean refused;

    public MemoryBudget(long maxBytes) {
        this.maxPages = (int) (maxBytes / PAGE_BYTES);
    }

    boolean reserve(int more) {
        if (more < 0 || more > maxPages - pages) {
            refused = true;
            return false;
        }
        pages += more;
        return true;
    }

    int maxPages() {
        return maxPages;
    }

    int freePages() {
        return maxPages - pages;
    }

    public long usedBytes() {
        return (long) pages * PAGE_BYTES;
    }

    public long maxBytes() {
        return (long) maxPages * PAGE_BYTES;
    }

    /** Whether a request for memory has been refused since the last {@link #forgetRefusal}. */
    public boolean refused() {
        return refused;
    }

    public void forgetRefusal() {
        refused = false;
    }
}

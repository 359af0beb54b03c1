package dev.paxoswasm.role;

import org.springframework.boot.web.server.context.WebServerApplicationContext;

/**
 * In which order a node stops: first those with the highest number. It starts in the opposite one, so that its clock
 * runs once it can be reached.
 */
public final class StopPhase {

    /** Somebody else takes over what only it does. */
    public static final int HANDING_OVER = Integer.MAX_VALUE;

    /** It tells that it is about to end, and serves on for a moment. */
    public static final int PAUSE = Integer.MAX_VALUE - 256;

    /** What waits or streams without an end comes to one. */
    public static final int LEAVING = Integer.MAX_VALUE - 512;

    /** Requests under way are answered. */
    public static final int ANSWERING = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;

    /** The component's time stands still: what has been asked needs it until it is answered. */
    public static final int TIME = ANSWERING - 512;

    private StopPhase() {}
}

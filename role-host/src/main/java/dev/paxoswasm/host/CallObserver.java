package dev.paxoswasm.host;

/** Sees the calls into a component begin and end. It is on the path of every call. */
public interface CallObserver {

    /** Sees nothing. */
    CallObserver NONE = new CallObserver() {
        @Override
        public long begin() {
            return 0;
        }

        @Override
        public void end(String function, Ending ending, long begun) {}
    };

    /** How a call ended. */
    enum Ending {
        ANSWERED,
        REFUSED,
        FAILED
    }

    /** A call begins; what is returned comes back at its end. */
    long begin();

    void end(String function, Ending ending, long begun);
}

package dev.paxoswasm.component.recording;

/** A recording is damaged, of another version, or not of the component that is to repeat it; says where and how. */
public final class RecordingException extends RuntimeException {

    public RecordingException(String message) {
        super(message);
    }

    /** @param offset of the byte at which it shows */
    static RecordingException at(long offset, String wrong) {
        return new RecordingException("at byte " + offset + " " + wrong);
    }
}

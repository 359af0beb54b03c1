package dev.paxoswasm.host;

import dev.paxoswasm.component.recording.Recorder;
import java.util.Map;

/**
 * The last calls into one instance.
 *
 * @param about what there is to know of the instance, by name
 */
public record InstanceRecording(Recorder recorder, Map<String, String> about) {}

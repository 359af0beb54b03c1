package dev.paxoswasm.component;

import java.util.Arrays;

/**
 * The name of an interface without what may differ between compatible versions of it: <em>Explainer.md</em>, "Canonical
 * Interface Name".
 */
final class InterfaceVersion {

    private InterfaceVersion() {}

    /** The same for all versions that may stand for each other; a version before a release stands for itself only. */
    static String canonical(String interfaceName) {
        int at = interfaceName.indexOf('@');
        if (at < 0) {
            return interfaceName;
        }
        int end = interfaceName.indexOf('/', at);
        String rest = end < 0 ? "" : interfaceName.substring(end);
        String version = interfaceName.substring(at + 1, end < 0 ? interfaceName.length() : end);
        int build = version.indexOf('+');
        String released = build < 0 ? version : version.substring(0, build);
        if (released.indexOf('-') >= 0) {
            return interfaceName;
        }
        String[] numbers = released.split("\\.", -1);
        int kept = numbers[0].equals("0") && numbers.length > 1 ? numbers[1].equals("0") ? 3 : 2 : 1;
        return interfaceName.substring(0, at + 1)
                + String.join(".", Arrays.copyOf(numbers, Math.min(kept, numbers.length)))
                + rest;
    }
}

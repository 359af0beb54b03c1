package dev.paxoswasm.client;

import org.jspecify.annotations.Nullable;

/**
 * A value as it was proposed. While it waits to be chosen, nothing else is held of its request.
 *
 * @param encoding how it came and is answered; null where it came as bytes
 */
record ProposedValue(byte[] bytes, @Nullable String encoding) {

    ValueText text() {
        return ValueText.BASE64.equals(encoding) ? ValueText.base64(bytes) : ValueText.of(bytes);
    }
}

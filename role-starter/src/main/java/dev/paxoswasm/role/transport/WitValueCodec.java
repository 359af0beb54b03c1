package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.WitFormatException;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.DecodeException;
import feign.codec.Decoder;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Bodies between nodes: values of the contract as the Component Model writes them in binary. */
final class WitValueCodec implements Encoder, Decoder {

    private final long maxBodyBytes;

    WitValueCodec(long maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) throws EncodeException {
        try {
            template.body(WitBinary.encode(body), null);
        } catch (IllegalArgumentException e) {
            throw new EncodeException("the request cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Object decode(Response response, Type type) throws IOException {
        if (type == void.class || response.body() == null) {
            return null;
        }
        try (InputStream body = BoundedInputStream.of(response.body().asInputStream(), maxBodyBytes)) {
            return WitBinary.codecOf((Class<?>) type).decode(body.readAllBytes());
        } catch (WitFormatException e) {
            throw new DecodeException(
                    response.status(),
                    "the answer is not what the contract says: " + e.getMessage(),
                    response.request(),
                    e);
        }
    }
}

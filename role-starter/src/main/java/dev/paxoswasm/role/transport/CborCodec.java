package dev.paxoswasm.role.transport;

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
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Bodies between nodes: the JSON mapping of the contract, written as CBOR (RFC 8949). */
final class CborCodec implements Encoder, Decoder {

    static final String MEDIA_TYPE = "application/cbor";

    private final CBORMapper cbor;
    private final long maxBodyBytes;

    CborCodec(CBORMapper cbor, long maxBodyBytes) {
        this.cbor = cbor;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) throws EncodeException {
        try {
            template.body(cbor.writeValueAsBytes(body), null);
        } catch (JacksonException e) {
            throw new EncodeException("the request cannot be written as CBOR: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public @Nullable Object decode(Response response, Type type) throws IOException {
        if (type == void.class || response.body() == null) {
            return null;
        }
        try (InputStream body = BoundedInputStream.of(response.body().asInputStream(), maxBodyBytes)) {
            return cbor.readValue(body, cbor.constructType(type));
        } catch (JacksonException e) {
            throw new DecodeException(
                    response.status(),
                    "the answer is not what the contract says: " + e.getOriginalMessage(),
                    response.request(),
                    e);
        }
    }
}

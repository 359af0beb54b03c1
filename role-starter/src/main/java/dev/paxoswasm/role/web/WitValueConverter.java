package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.WitFormatException;
import java.io.IOException;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/** Reads and writes values of the contract as the Component Model writes them in binary. */
final class WitValueConverter extends AbstractHttpMessageConverter<Object> {

    WitValueConverter() {
        super(MediaType.parseMediaType(WitBinary.MEDIA_TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return WitBinary.knows(type);
    }

    @Override
    protected Object readInternal(Class<?> type, HttpInputMessage message) throws IOException {
        long length = message.getHeaders().getContentLength();
        byte[] body = length < 0
                ? message.getBody().readAllBytes()
                : message.getBody().readNBytes(Math.toIntExact(length));
        try {
            return WitBinary.codecOf(type).decode(body);
        } catch (WitFormatException e) {
            throw new HttpMessageNotReadableException("the body is no value of its type", e, message);
        }
    }

    @Override
    protected void writeInternal(Object value, HttpOutputMessage message) throws IOException {
        byte[] body = WitBinary.encode(value);
        message.getHeaders().setContentLength(body.length);
        message.getBody().write(body);
    }
}

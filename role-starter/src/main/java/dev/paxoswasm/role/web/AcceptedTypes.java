package dev.paxoswasm.role.web;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Reads {@code Accept}. A charset in it has no say: JSON is UTF-8 (RFC 8259, section 8.1), and a converter that is
 * asked for another one fails. What has a weight of 0 is not accepted (RFC 9110, section 12.4.2).
 */
final class AcceptedTypes extends HeaderContentNegotiationStrategy {

    private static final String CHARSET = "charset";

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        List<MediaType> accepted = super.resolveMediaTypes(request).stream()
                .filter(type -> type.getQualityValue() > 0)
                .map(AcceptedTypes::withoutCharset)
                .toList();
        if (accepted.isEmpty()) {
            throw new HttpMediaTypeNotAcceptableException("Accept accepts nothing");
        }
        return accepted;
    }

    private static MediaType withoutCharset(MediaType type) {
        if (type.getParameter(CHARSET) == null) {
            return type;
        }
        Map<String, String> others = type.getParameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equalsIgnoreCase(CHARSET))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new MediaType(type, others);
    }
}

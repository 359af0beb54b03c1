package dev.paxoswasm.role.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The bodies that are read piece by piece, each piece bounded by its reader, and hence may be of any length.
 *
 * @param path the one path that takes them
 * @param mediaType without parameters
 */
public record StreamedBody(String path, String mediaType) {

    boolean isThatOf(HttpServletRequest request) {
        if (!path.equals(request.getRequestURI()) || request.getContentType() == null) {
            return false;
        }
        ContentType type = ContentType.parse(request.getContentType());
        return type != null && type.is(mediaType);
    }
}

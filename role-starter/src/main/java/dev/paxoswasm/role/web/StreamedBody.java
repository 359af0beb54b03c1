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
        String contentType = request.getContentType();
        return contentType != null
                && contentType.regionMatches(true, 0, mediaType, 0, mediaType.length())
                && path.equals(request.getRequestURI());
    }
}

/** The REST face of a role: media types, bounds, and RFC 9457 problem documents. */
@NullMarked
package dev.paxoswasm.role.web;

import org.jspecify.annotations.NullMarked;

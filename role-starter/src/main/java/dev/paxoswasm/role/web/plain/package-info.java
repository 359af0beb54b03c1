/**
 * Requests that leave nothing to decide, answered where they arrive: by the thread that looks at all connections,
 * without a thread, a servlet request and filters for each. All others go on to the container as they came.
 */
@NullMarked
package dev.paxoswasm.role.web.plain;

import org.jspecify.annotations.NullMarked;

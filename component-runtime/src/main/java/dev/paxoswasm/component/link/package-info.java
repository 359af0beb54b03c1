/**
 * Resolves the index spaces of a component, checks that its parts fit, and flattens it, nested components and all, into
 * a {@link dev.paxoswasm.component.link.Plan} that makes instances. Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.link;

import org.jspecify.annotations.NullMarked;

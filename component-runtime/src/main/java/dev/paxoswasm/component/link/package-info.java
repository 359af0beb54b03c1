/**
 * Flattens a component that has been checked, nested components and all, into a {@link
 * dev.paxoswasm.component.link.Plan} that makes instances. Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.link;

import org.jspecify.annotations.NullMarked;

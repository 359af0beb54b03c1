/**
 * Core modules on Chicory, whose classes are used in this package only. Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.core;

import org.jspecify.annotations.NullMarked;

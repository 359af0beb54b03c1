/**
 * The canonical ABI: how values of WIT types lie in linear memory and in core parameters and results
 * (<em>CanonicalABI.md</em>). Internal: no part of the library's interface.
 */
@NullMarked
package dev.paxoswasm.component.abi;

import org.jspecify.annotations.NullMarked;

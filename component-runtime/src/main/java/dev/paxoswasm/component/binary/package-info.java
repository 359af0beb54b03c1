/** Decodes the binary format of components. Internal: no part of the library's interface. */
@NullMarked
package dev.paxoswasm.component.binary;

import org.jspecify.annotations.NullMarked;

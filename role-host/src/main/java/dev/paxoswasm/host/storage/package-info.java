/** What a node must not forget, as records in an ordered store: what lies where, and how it is written. */
@NullMarked
package dev.paxoswasm.host.storage;

import org.jspecify.annotations.NullMarked;

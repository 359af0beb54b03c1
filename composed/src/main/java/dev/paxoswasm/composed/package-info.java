/** A whole cluster that is one component: its host, its store, and a demonstration. */
@NullMarked
package dev.paxoswasm.composed;

import org.jspecify.annotations.NullMarked;

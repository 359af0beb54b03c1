/** Talking to the nodes over HTTP. */
@NullMarked
package dev.paxoswasm.cli.api;

import org.jspecify.annotations.NullMarked;

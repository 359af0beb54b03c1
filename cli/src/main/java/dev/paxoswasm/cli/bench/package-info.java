/** Measures how many values a second a cluster agrees on, and how long each takes. */
@NullMarked
package dev.paxoswasm.cli.bench;

import org.jspecify.annotations.NullMarked;

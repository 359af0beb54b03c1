/** The command line: one class a command. */
@NullMarked
package dev.paxoswasm.cli;

import org.jspecify.annotations.NullMarked;

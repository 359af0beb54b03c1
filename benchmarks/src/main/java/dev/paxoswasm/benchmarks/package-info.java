/** Programs that measure the suite from outside; the script paxos starts them. */
@NullMarked
package dev.paxoswasm.benchmarks;

import org.jspecify.annotations.NullMarked;

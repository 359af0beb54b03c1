/** A whole cluster as a user runs it: started by the command line, real processes, real files, real HTTP. */
@NullMarked
package dev.paxoswasm.systemtests.cluster;

import org.jspecify.annotations.NullMarked;

/** Real faults on real processes, under a load whose history must be linearizable afterwards. */
@org.jspecify.annotations.NullMarked
package dev.paxoswasm.systemtests.faults;

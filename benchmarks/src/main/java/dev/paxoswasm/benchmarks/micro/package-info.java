/** What one step of the path of a value costs, taken by itself: JMH benchmarks, run by {@code benchmarks/jmh}. */
@NullMarked
package dev.paxoswasm.benchmarks.micro;

import org.jspecify.annotations.NullMarked;

/** What an operator sees: meters, alerts, panels, logs and traces of real clusters. */
@NullMarked
package dev.paxoswasm.systemtests.monitoring;

import org.jspecify.annotations.NullMarked;

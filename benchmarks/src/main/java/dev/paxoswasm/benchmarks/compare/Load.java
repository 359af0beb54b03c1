package dev.paxoswasm.benchmarks.compare;

import java.time.Duration;

/**
 * A closed loop of clients with one value a request.
 *
 * @param valueSize in bytes
 * @param warmUp    the same load before, unmeasured
 */
public record Load(int clients, int valueSize, Duration warmUp, Duration duration) {}

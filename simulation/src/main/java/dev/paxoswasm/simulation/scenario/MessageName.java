package dev.paxoswasm.simulation.scenario;

/** Names a message of a run: the how many-th on its way from one node to another. */
public record MessageName(Address from, Address to, long number) {}

package dev.paxoswasm.wit.model;

import java.util.List;

/** All interfaces and worlds of a folder of WIT packages; what is used stands before what uses it. */
public record WitModel(List<WitInterface> interfaces, List<WitWorld> worlds) {}

package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.List;
import java.util.Optional;

/** A function of an interface. */
public record Function(String name, List<Member> parameters, Optional<Type> result, String docs, Position at) {}

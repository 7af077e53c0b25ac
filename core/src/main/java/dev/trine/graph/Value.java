package dev.trine.graph;

/** An op without inputs that has nothing to run: its tensor is there. */
public sealed interface Value extends Op permits Input, Variable, Carried {
  /** By which a program finds the tensor. */
  String name();
}

package dev.trine.onnx.foreign;

/** A tensor of zeros of whatever shape, such as a state to begin with. */
record Zeros() implements Operand {}

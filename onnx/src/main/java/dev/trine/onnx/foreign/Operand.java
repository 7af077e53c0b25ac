package dev.trine.onnx.foreign;

/** What a node takes and gives: what flows through the network, or something that is known. */
sealed interface Operand permits Flow, Known, Extents, Zeros {}

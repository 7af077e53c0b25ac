/**
 * Graphs of other programs as networks, node by node: a family of ops a class, each listed in
 * {@code NodeImports}. Not for use from outside; see {@link dev.trine.onnx.Onnx}.
 */
package dev.trine.onnx.foreign;

/**
 * Networks as ONNX graphs, layer by layer: a family of layers a class, each listed in {@code
 * LayerExports}. Not for use from outside; see {@link dev.trine.onnx.Onnx}.
 */
package dev.trine.onnx.export;

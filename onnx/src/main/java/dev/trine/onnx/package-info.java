/** Models as ONNX files: {@link dev.trine.onnx.Onnx} writes and reads them. */
package dev.trine.onnx;

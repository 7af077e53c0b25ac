/**
 * ONNX files: the messages that a model is made of, and the part of Protocol Buffers' wire format
 * that holds them. Not for use from outside; see {@link dev.trine.onnx.Onnx}.
 */
package dev.trine.onnx.file;

package dev.trine.onnx.foreign;

import dev.trine.onnx.file.OnnxTensor;

/** A tensor of the file. */
record Known(OnnxTensor tensor) implements Operand {}

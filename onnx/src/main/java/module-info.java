/** Models as ONNX files, written and read. */
module dev.trine.onnx {
  requires com.google.gson;
  requires transitive dev.trine.core;

  exports dev.trine.onnx;
}

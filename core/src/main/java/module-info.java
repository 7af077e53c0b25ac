/**
 * Tensors, graphs, networks and the trainer; knows no backend.
 *
 * <p>Backends are modules of their own, found as services, so that who requires this one finds
 * those on the module path without naming them.
 */
@SuppressWarnings("module") // Those that a package is meant for are compiled later.
module dev.trine.core {
  requires com.google.gson;
  requires de.siegmar.fastcsv;

  exports dev.trine;
  exports dev.trine.backend;
  exports dev.trine.backend.internal;
  exports dev.trine.backend.op;
  exports dev.trine.data;
  exports dev.trine.eager;
  exports dev.trine.expression;
  exports dev.trine.expression.function;
  exports dev.trine.graph;
  exports dev.trine.graph.compile;
  exports dev.trine.graph.ops;
  exports dev.trine.io;
  exports dev.trine.io.json to
      dev.trine.dataset,
      dev.trine.onnx;
  exports dev.trine.metric;
  exports dev.trine.nn;
  exports dev.trine.reference;
  exports dev.trine.tensor;
  exports dev.trine.train;

  uses dev.trine.backend.BackendProvider;
}

package dev.trine.nn;

import dev.trine.backend.View;
import dev.trine.data.BatchShape;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import java.util.List;
import java.util.Map;

/**
 * A model made ready to be used on batches of one size, whose fields are uploaded.
 *
 * @param output what is kept for the download: [examples, …]
 */
record OutputProgram(Program program, Node output) implements AutoCloseable {
  /**
   * Compiles a network for so many examples at a time. What layers carry from batch to batch is 0.
   *
   * @param value of which output, or layer within
   */
  static OutputProgram compile(Model model, String value, int examples) {
    return compile(model, value, examples, null);
  }

  /**
   * The same, going on from what layers carried, and keeping what they carry then.
   *
   * @param carried of as many rows; null for none
   */
  static OutputProgram compile(Model model, String value, int examples, CarriedState carried) {
    Graph graph = new Graph();
    Map<String, Node> inputs =
        new BatchFields(graph, Feed.STREAMED, BatchShape.of(examples)).inputsOf(model.network());
    ModelScope scope =
        new ModelScope(model.network().frozen(), graph, false, null, 0, carried != null);
    Node kept = model.network().value(scope, inputs, value);
    Map<String, View> named = model.state();
    if (carried != null) {
      carried.keep(graph, scope.carried());
      named.putAll(carried.named());
    }
    Program program =
        Program.compile(model.backend(), graph, named, List.of(kept), model.arena(), "prediction");
    return new OutputProgram(program, kept);
  }

  @Override
  public void close() {
    program.close();
  }
}

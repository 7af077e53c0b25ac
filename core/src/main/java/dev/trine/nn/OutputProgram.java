package dev.trine.nn;

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
   * Compiles a network for so many examples at a time.
   *
   * @param value of which output, or layer within
   */
  static OutputProgram compile(Model model, String value, int examples) {
    Graph graph = new Graph();
    Map<String, Node> inputs =
        new BatchFields(graph, Feed.STREAMED, examples).inputsOf(model.network());
    ModelScope scope = new ModelScope(model.network().frozen(), graph, false, null, 0);
    Node kept = model.network().value(scope, inputs, value);
    Program program =
        Program.compile(
            model.backend(), graph, model.state(), List.of(kept), model.arena(), "prediction");
    return new OutputProgram(program, kept);
  }

  @Override
  public void close() {
    program.close();
  }
}

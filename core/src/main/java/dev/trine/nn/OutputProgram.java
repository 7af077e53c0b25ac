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
  /** Compiles a network for so many examples at a time. */
  static OutputProgram compile(Model model, String output, int examples) {
    Graph graph = new Graph();
    Map<String, Node> inputs =
        new BatchFields(graph, Feed.STREAMED, examples).inputsOf(model.network());
    Node kept = model.forward(inputs, false, null, 0).outputs().get(output);
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

package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Program;
import dev.trine.graph.ops.Elementwise;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs on a device have their inputs twice. */
@ExtendWith(CudaSimulator.class)
class CudaSlotsTest {
  private static final TensorType TYPE = TensorType.f32(1000);

  /** Lazy work shows what an upload waited for: what has not run when it is done runs beside it. */
  @Test
  void anInputIsUploadedWhileTheProgramRuns() {
    CudaSimulator.set("ASYNC", "lazy");
    Graph graph = new Graph();
    Node out = Elementwise.exp(graph.input("x", TYPE));
    try (Backend backend = open();
        Arena arena = new Arena(backend, "arena");
        Program program =
            Program.compile(backend, graph, Map.of(), List.of(out), arena, "overlapping");
        HostBuffer host = backend.allocateHost(TYPE.type(), TYPE.elements())) {
      backend.synchronize();
      long before = runs();
      program.upload("x", host).await();
      program.run();
      program.upload("x", host).await();
      assertEquals(0, runs() - before, "the other slot was free");
      program.run();
      program.upload("x", host).await();
      assertEquals(1, runs() - before, "the first run had to be over, and the second not");
      program.run();
      program.upload("x", host).await();
      assertEquals(2, runs() - before);
      backend.synchronize();
      assertEquals(3, runs() - before);
    }
  }

  @Test
  void inputsTakeTwiceTheirMemoryUnderTheirName() {
    Graph graph = new Graph();
    Node out = Elementwise.exp(graph.input("x", TYPE));
    try (Backend backend = open();
        Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, Map.of(), List.of(out), arena, "two")) {
      View one = backend.allocate(TYPE, "one");
      Map<String, Long> bytes = backend.memory().liveBytesByOwner();
      assertEquals(2 * bytes.get("one"), bytes.get("two input x"));
      one.buffer().close();
    }
  }

  private static long runs() {
    return CudaSimulator.calls(CudaSimulator.EVERY_KERNEL);
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }
}

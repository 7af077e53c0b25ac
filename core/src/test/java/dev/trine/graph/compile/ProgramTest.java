package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.activation;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.Elementwise.multiply;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.AuditedBackend;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Activation;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Store;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final double[] X = {1, -2, 3, -4};
  private static final Map<String, double[]> INPUT = Map.of("x", X);

  private final ReferenceBackend backend = new ReferenceBackend();
  private final View state = backend.allocate(TensorType.f32(16), "state");
  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(2, 2));

  @AfterEach
  void close() {
    state.buffer().close();
    assertEquals(0, backend.memory().liveBytes());
    backend.close();
  }

  private View place(long offset) {
    return state.part(offset, Shape.of(2, 2));
  }

  /** All places, by the names that graphs here have for them. */
  private Map<String, View> places() {
    return Map.of("low", place(0), "high", place(4));
  }

  private List<double[]> run(Map<String, double[]> inputs, Node... outputs) {
    return GraphRunner.of(backend, graph, places(), inputs, List.of(outputs));
  }

  private Program compile(Arena arena, Node... outputs) {
    return Program.compile(backend, graph, places(), List.of(outputs), arena, "test");
  }

  @Test
  void aValueIsComputedWhereItIsStored() {
    graph.store(matmul(x, x), "high");
    try (Arena arena = new Arena(backend, "arena");
        Program program = compile(arena)) {
      assertEquals(0, backend.memory().liveBytesByOwner().getOrDefault("arena", 0L));
      GraphRunner.run(backend, program, graph, INPUT, List.of());
    }
    assertArrayEquals(new double[] {-5, 6, -9, 10}, GraphRunner.read(backend, place(4)));
  }

  @Test
  void aReshapedValueIsComputedWhereItIsStored() {
    graph.store(reshape(matmul(x, x), Shape.of(4)), "high");
    try (Arena arena = new Arena(backend, "arena");
        Program program = compile(arena)) {
      assertEquals(0, backend.memory().liveBytesByOwner().getOrDefault("arena", 0L));
      GraphRunner.run(backend, program, graph, INPUT, List.of());
    }
    assertArrayEquals(new double[] {-5, 6, -9, 10}, GraphRunner.read(backend, place(4)));
  }

  @Test
  void whatReplacesStateElementByElementIsComputedRightThere() {
    GraphRunner.write(backend, place(0), 10, 20, 30, 40);
    Node old = graph.variable("low", TensorType.f32(2, 2));
    Node sum = add(reshape(x, Shape.of(4)), reshape(old, Shape.of(4)));
    graph.store(sum, "low");
    try (Arena arena = new Arena(backend, "arena");
        Program program = compile(arena)) {
      assertEquals(0, backend.memory().liveBytesByOwner().getOrDefault("arena", 0L));
      GraphRunner.run(backend, program, graph, INPUT, List.of());
    }
    assertArrayEquals(new double[] {11, 18, 33, 36}, GraphRunner.read(backend, place(0)));
  }

  @Test
  void aReshapeThatOutlivesTheStoredPlaceIsKeptApart() {
    Node value = multiply(x, 2);
    Node reshaped = reshape(value, Shape.of(4));
    graph.store(value, "low");
    graph.store(exp(x), "low");
    Node out = multiply(reshaped, 3);
    assertArrayEquals(new double[] {6, -12, 18, -24}, run(INPUT, out).get(0));
  }

  @Test
  void aKeptReshapeOutlivesTheStoredPlace() {
    Node value = multiply(x, 2);
    Node reshaped = reshape(value, Shape.of(4));
    graph.store(value, "low");
    graph.store(exp(x), "low");
    assertArrayEquals(new double[] {2, -4, 6, -8}, run(INPUT, reshaped).get(0));
  }

  @Test
  void aValueStoredWhereItsOperandWasStoredIsComputedElsewhere() {
    Node first = matmul(x, x);
    graph.store(first, "low");
    Node second = matmul(first, first);
    graph.store(second, "low");
    run(INPUT);
    assertArrayEquals(new double[] {-29, 30, -45, 46}, GraphRunner.read(backend, place(0)));
  }

  @Test
  void stateIsReadBeforeItIsReplaced() {
    GraphRunner.write(backend, place(0), 10, 20, 30, 40);
    Node old = graph.variable("low", TensorType.f32(2, 2));
    Node sum = add(x, old);
    Node other = multiply(x, old);
    graph.store(sum, "low");
    List<double[]> read = run(INPUT, other);
    assertArrayEquals(new double[] {10, -40, 90, -160}, read.get(0));
    assertArrayEquals(new double[] {11, 18, 33, 36}, GraphRunner.read(backend, place(0)));
  }

  @Test
  void inputsAndStateAreNeverOverwritten() {
    GraphRunner.write(backend, place(0), 10, 20, 30, 40);
    Node old = graph.variable("low", TensorType.f32(2, 2));
    Node fromInput = activation(x, Activation.RELU);
    Node fromState = activation(old, Activation.TANH);
    try (Arena arena = new Arena(backend, "arena");
        Program program = compile(arena, fromInput, fromState)) {
      List<Node> outputs = List.of(fromInput, fromState);
      List<double[]> once = GraphRunner.run(backend, program, graph, INPUT, outputs);
      List<double[]> again = GraphRunner.run(backend, program, graph, Map.of(), outputs);
      assertArrayEquals(once.get(0), again.get(0));
      assertArrayEquals(once.get(1), again.get(1));
    }
    assertArrayEquals(new double[] {10, 20, 30, 40}, GraphRunner.read(backend, place(0)));
  }

  @Test
  void storingAVariableInItsOwnPlaceDoesNothing() {
    GraphRunner.write(backend, place(0), 1, 2, 3, 4);
    graph.store(graph.variable("low", TensorType.f32(2, 2)), "low");
    run(Map.of());
    assertArrayEquals(new double[] {1, 2, 3, 4}, GraphRunner.read(backend, place(0)));
  }

  @Test
  void programsShareAnArena() {
    Node small = matmul(exp(x), x);
    try (Arena arena = new Arena(backend, "arena")) {
      compile(arena, small).close();
      long bytes = backend.memory().liveBytesByOwner().get("arena");
      compile(arena, small).close();
      assertEquals(bytes, backend.memory().liveBytesByOwner().get("arena"));
    }
  }

  @Test
  void anOutputOfAnotherGraphIsRefused() {
    Node foreign = new Graph().input("x", TensorType.f32(2));
    try (Arena arena = new Arena(backend, "arena")) {
      assertThrows(IllegalArgumentException.class, () -> compile(arena, foreign));
    }
  }

  @Test
  void onlyInputsAreUploadedAndOnlyOutputsAreDownloaded() {
    Node hidden = exp(x);
    graph.input("dead", TensorType.f32(7));
    try (Arena arena = new Arena(backend, "arena");
        Program program = compile(arena, matmul(hidden, x));
        HostBuffer host = backend.allocateHost(DType.F32, 4)) {
      assertThrows(IllegalArgumentException.class, () -> program.download(hidden, host));
      String message =
          assertThrows(IllegalArgumentException.class, () -> program.upload("y", host))
              .getMessage();
      assertTrue(message.contains("'y'"), message);
      program.upload("dead", host).await();
    }
  }

  @Test
  void runningAllocatesNothing() {
    try (AuditedBackend audited = new AuditedBackend();
        Arena arena = new Arena(audited.backend(), "arena");
        Program program =
            Program.compile(audited.backend(), graph, Map.of(), List.of(exp(x)), arena, "test")) {
      long opened = audited.opened();
      audited.failAfter(0);
      for (int i = 0; i < 100; i++) {
        program.run();
      }
      assertEquals(opened, audited.opened());
    }
  }

  @Test
  void onlyWhatGrowsWithTheBatchAsksForASmallerOne() {
    Node out = matmul(exp(x), x);
    BackendOptions options = BackendOptions.defaults().withMemoryLimitBytes(8);
    try (ReferenceBackend small = new ReferenceBackend(options);
        Arena arena = new Arena(small, "arena")) {
      String ofProgram =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> Program.compile(small, graph, Map.of(), List.of(out), arena, "test"))
              .getMessage();
      assertTrue(ofProgram.contains("of 8 bytes are in use"), ofProgram);
      assertTrue(ofProgram.contains("a smaller batch needs less"), ofProgram);
      String ofParameters =
          assertThrows(
                  OutOfDeviceMemoryException.class,
                  () -> small.allocate(TensorType.f32(100), "model parameters"))
              .getMessage();
      assertTrue(ofParameters.contains("smaller network"), ofParameters);
      assertFalse(ofParameters.contains("batch"), ofParameters);
    }
  }

  @Test
  void aCompilationThatFailsLeavesNothing() {
    Node out = matmul(matmul(exp(x), x), exp(matmul(x, x)));
    int failures = 0;
    try (AuditedBackend audited = new AuditedBackend();
        Arena arena = new Arena(audited.backend(), "arena")) {
      while (true) {
        audited.failAfter(failures);
        try {
          Program.compile(audited.backend(), graph, Map.of(), List.of(out), arena, "test").close();
          break;
        } catch (OutOfDeviceMemoryException expected) {
          audited.assertNothingIsOpen("after failure " + failures);
          failures++;
        }
      }
    }
    assertTrue(failures >= 7, failures + " things can fail");
    assertFalse(graph.applications().stream().anyMatch(a -> a.op() instanceof Store));
  }
}

package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Store;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Backend BACKEND = new ReferenceBackend();

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(4, 4));

  private static List<String> ops(List<Application> applications) {
    return applications.stream().map(a -> a.op().getClass().getSimpleName()).toList();
  }

  @Test
  void whatNobodyNeedsIsLeftOut() {
    Node needed = matmul(x, x);
    matmul(needed, needed);
    graph.input("unused", TensorType.f32(3));
    assertEquals(
        List.of("Input", "MatrixProduct"), ops(Schedule.of(graph, List.of(needed), BACKEND)));
  }

  @Test
  void effectsRunThoughNothingDependsOnThem() {
    graph.store(matmul(x, x), "state");
    assertEquals(
        List.of("Input", "MatrixProduct", "Store"), ops(Schedule.of(graph, List.of(), BACKEND)));
  }

  @Test
  void theOrderIsThatOfTheGraph() {
    Node first = matmul(x, x);
    Node second = matmul(first, x);
    Node third = matmul(second, first);
    graph.store(second, "state");
    List<Application> schedule = Schedule.of(graph, List.of(first, third), BACKEND);
    assertEquals(graph.applications(), schedule);
  }

  @Test
  void aGraphWithoutOutputsAndEffectsIsEmpty() {
    add(x, exp(x));
    assertTrue(Schedule.of(graph, List.of(), BACKEND).isEmpty());
  }

  @Test
  void anOutputIsNeverFusedAway() {
    Node inner = exp(x);
    Node outer = exp(inner);
    List<Application> schedule = Schedule.of(graph, List.of(inner, outer), BACKEND);
    assertEquals(3, schedule.size());
    assertFalse(schedule.stream().anyMatch(a -> a.op() instanceof Store));
  }
}

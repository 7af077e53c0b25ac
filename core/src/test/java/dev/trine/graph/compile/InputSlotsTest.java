package dev.trine.graph.compile;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.exp;
import static dev.trine.graph.ops.MatrixProduct.matmul;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.AuditedBackend;
import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program has twice where uploads run beside it, and what it has once. */
class InputSlotsTest {
  private static final long SCRATCH = 1000;

  private final Graph graph = new Graph();
  private final Node x = graph.input("x", TensorType.f32(4));
  private final Node read = exp(x);
  private final Node inner = matmul(reshape(read, Shape.of(2, 2)), reshape(read, Shape.of(2, 2)));
  private final Node out = matmul(inner, reshape(x, Shape.of(2, 2)));

  @Test
  void onlyCallsThatReadAnInputAreBoundTwice() {
    try (Overlapping on = new Overlapping();
        Arena arena = new Arena(on.backend, "arena");
        Program program =
            Program.compile(on.backend, graph, Map.of(), List.of(out), arena, "test")) {
      assertEquals(2, on.recorded.size());
      List<Call> first = on.recorded.get(0);
      List<Call> second = on.recorded.get(1);
      assertEquals(3, program.profile().size());
      assertNotSame(first.get(0), second.get(0));
      assertSame(first.get(1), second.get(1));
      assertNotSame(first.get(2), second.get(2), "reads the input under another shape");
    }
  }

  @Test
  void callsOfBothSlotsShareTheirScratch() {
    try (Overlapping on = new Overlapping();
        Arena arena = new Arena(on.backend, "arena")) {
      Program.compile(on.backend, graph, Map.of(), List.of(out), arena, "test").close();
      List<View> first = on.recorded.get(0).stream().map(on::scratch).toList();
      assertEquals(first, on.recorded.get(1).stream().map(on::scratch).toList());
      first.forEach(scratch -> assertTrue(scratch.bytes() >= SCRATCH));
    }
  }

  @Test
  void aProgramWithoutInputsIsRecordedOnce() {
    Graph closed = new Graph();
    Node state = closed.variable("state", TensorType.f32(4));
    Node sum = add(state, state);
    try (Overlapping on = new Overlapping();
        Arena arena = new Arena(on.backend, "arena")) {
      Map<String, View> places = Map.of("state", on.backend.allocate(TensorType.f32(4), "state"));
      Program.compile(on.backend, closed, places, List.of(sum), arena, "test").close();
      assertEquals(1, on.recorded.size());
    }
  }

  @Test
  void aCompilationThatFailsLeavesNothing() {
    int failures = 0;
    try (AuditedBackend audited = new AuditedBackend().overlapping();
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
    assertTrue(failures >= 11, failures + " things can fail");
  }

  /** The reference, as if uploads beside it gained anything, with calls that ask for scratch. */
  private static final class Overlapping implements AutoCloseable {
    final List<List<Call>> recorded = new ArrayList<>();
    private final ReferenceBackend reference = new ReferenceBackend();
    final Backend backend =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("overlapsTransfers")) {
                    return true;
                  }
                  if (method.getName().equals("record")) {
                    recorded.add(((List<?>) arguments[0]).stream().map(Call.class::cast).toList());
                  }
                  Object result = method.invoke(reference, arguments);
                  return result instanceof Call call ? new Needy(call) : result;
                });

    View scratch(Call call) {
      return ((Needy) call).scratch;
    }

    @Override
    public void close() {
      reference.close();
    }
  }

  /** A call that asks for scratch. */
  private static final class Needy implements Call {
    private final Call call;
    private View scratch;

    Needy(Call call) {
      this.call = call;
    }

    @Override
    public long scratchBytes() {
      return SCRATCH;
    }

    @Override
    public void attachScratch(View view) {
      scratch = view;
    }

    @Override
    public void enqueue() {
      call.enqueue();
    }

    @Override
    public void close() {
      call.close();
    }
  }
}

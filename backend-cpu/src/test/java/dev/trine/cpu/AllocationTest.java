package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Scratch;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Functions;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** What runs in every step leaves nothing for the garbage collector. */
class AllocationTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aReplayedStepAllocatesNothing() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      Step step = new Step(backend, 2048);
      try (Recording recording = backend.record(step.calls())) {
        assertAllocationFree(recording::replay);
      }
    }
  }

  @Test
  void enqueuedCallsAllocateNothing() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      Call[] calls = new Step(backend, 2048).calls().toArray(Call[]::new);
      assertAllocationFree(
          () -> {
            for (Call call : calls) {
              call.enqueue();
            }
          });
    }
  }

  @Test
  void enqueuedMappingsAllocateNothing() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      Shape extents = Shape.of(1_000, 100);
      Access dense = Access.dense(DType.F32, extents);
      Access row = Access.broadcast(DType.F32, Shape.of(100), extents);
      Access column = Access.broadcast(DType.F32, Shape.of(1_000, 1), extents);
      Expression value = Functions.gelu(Arithmetic.add(load(0), multiply(load(1), load(2))));
      View in = backend.allocate(TensorType.f32(extents), "in");
      View out = backend.allocate(TensorType.f32(extents), "out");
      Mapping spec =
          new Mapping(extents, List.of(dense, row, column), List.of(new Result(value, dense)));
      Call call = backend.map(spec, List.of(in, in, in), List.of(out));
      assertAllocationFree(call::enqueue);
    }
  }

  @Test
  void enqueuedRowsAllocateNothing() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      View in = backend.allocate(TensorType.f32(100_000), "in");
      View out = backend.allocate(TensorType.f32(100_000), "out");
      View sums = backend.allocate(TensorType.f32(1_000), "sums");
      List<View> outputs = List.of(out, sums);
      Call shortRows = backend.rows(norm(1_000, 100, 100, 1), List.of(in), outputs);
      Call longRows = backend.rows(norm(20, 5_000, 5_000, 1), List.of(in), outputs);
      Call columns = backend.rows(norm(100, 1_000, 1, 100), List.of(in), outputs);
      assertAllocationFree(
          () -> {
            shortRows.enqueue();
            longRows.enqueue();
            columns.enqueue();
          });
    }
  }

  @Test
  @EnabledOnOs(architectures = {"amd64", "x86_64"})
  @DisabledIfSystemProperty(named = "trine.cpu.onednn", matches = "false")
  void enqueuedConvolutionsAllocateNothing() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      ConvolutionCase one = ConvolutionTest.cases().get(1);
      List<Call> calls = new ArrayList<>();
      for (ConvolutionProduct product : ConvolutionProduct.values()) {
        View a = backend.allocate(TensorType.f32(one.inputs(product).get(0)), "a");
        View b = backend.allocate(TensorType.f32(one.inputs(product).get(1)), "b");
        View out = backend.allocate(TensorType.f32(one.output(product)), "out");
        calls.add(one.bind((ConvolutionOps) backend, product, a, b, out));
      }
      Scratch.attach(backend, calls, "scratch");
      Call[] all = calls.toArray(Call[]::new);
      assertAllocationFree(
          () -> {
            for (Call call : all) {
              call.enqueue();
            }
          });
    }
  }

  private static Rows norm(int rows, int length, long rowStride, long stride) {
    Shape extents = Shape.of(rows, length);
    Access access = new Access(DType.F32, 0, List.of(rowStride, stride));
    return new Rows(
        extents,
        List.of(access),
        List.of(
            new Fold(Combine.MAX, load(0)),
            new Fold(Combine.SUM, Functions.exp(Arithmetic.subtract(load(0), folded(0))))),
        List.of(new Result(multiply(load(0), folded(1)), access)),
        List.of(new Result(folded(1), Access.dense(DType.F32, Shape.of(rows)))));
  }

  /** The first rounds compile and initialise; the least that a later batch allocates counts. */
  private static void assertAllocationFree(Runnable step) {
    int rounds = 100;
    long[] threads = threads();
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < 8; batch++) {
      long before = allocatedBytes(threads);
      for (int i = 0; i < rounds; i++) {
        step.run();
      }
      least = Math.min(least, allocatedBytes(threads) - before);
    }
    double bytes = least / (double) rounds;
    assertTrue(bytes < 16, () -> bytes + " bytes a step");
  }

  private static long allocatedBytes(long[] threads) {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(threads)).filter(b -> b > 0).sum();
  }

  /** This one and the team's. */
  private static long[] threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t == Thread.currentThread() || t.getName().startsWith("trine-cpu"))
        .mapToLong(Thread::getId)
        .toArray();
  }
}

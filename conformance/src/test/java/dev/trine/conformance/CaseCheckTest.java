package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.InterceptedBackend;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.StepState;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a broken backend might do, and that the check sees it. */
class CaseCheckTest {
  private static final String BIAS = "map [6, 13] plus [13]";

  @Test
  void rightBackendPasses() {
    try (Backend backend = new ReferenceBackend()) {
      Conformance.check(backend, named(BIAS)).orThrow();
    }
  }

  @Test
  void wrongElement() {
    assertFault(
        "out 0[77] is",
        BIAS,
        InterceptedBackend.with(
            (reference, op) ->
                InterceptedBackend.map(reference, element(op.last(), 77), x -> x * 1.00001)));
  }

  @Test
  void missingElement() {
    assertFault(
        "out 0[77] is NaN, expected",
        BIAS,
        InterceptedBackend.with(
            (reference, op) ->
                InterceptedBackend.map(reference, element(op.last(), 77), x -> Double.NaN)));
  }

  /** Every element lies within the bound for the worst case; all together show TF32. */
  @Test
  void tenBitMantissa() {
    assertFault(
        "normalised mean squared error",
        "matmul 13x7x8192 aT*b",
        InterceptedBackend.with(
            (reference, op) ->
                InterceptedBackend.map(
                    reference,
                    op.last(),
                    x -> Float.intBitsToFloat(Float.floatToIntBits((float) x) & 0xFFFFE000))));
  }

  @Test
  void writeBehindTheEnd() {
    assertFault(
        "what lies around out 0 was overwritten with 0.0, at element 78 of 78",
        BIAS,
        InterceptedBackend.with(
            (reference, op) -> reference.fill(0, element(op.last(), 78)).enqueue()));
  }

  @Test
  void writeBeforeTheStart() {
    assertFault(
        "what lies around in 1 was overwritten with 0.0, at element -1 of 13",
        BIAS,
        InterceptedBackend.with(
            (reference, op) -> reference.fill(0, element(op.views().get(1), -1)).enqueue()));
  }

  @Test
  void writeBetweenRows() {
    assertFault(
        "out[13] is 0.0, expected",
        "matmul 6x13x7 a*b, rows 1 apart",
        InterceptedBackend.with(
            (reference, op) -> reference.fill(0, element(op.last(), 13)).enqueue()));
  }

  @Test
  void changedInput() {
    assertFault(
        "the input in 0 was overwritten",
        BIAS,
        InterceptedBackend.with(
            (reference, op) -> InterceptedBackend.map(reference, op.first(), x -> x + 1)));
  }

  @Test
  void stepFrozenWhenBound() {
    assertFault(
        "out[0] is",
        "randomBits 13 of seed 42, stream 0, step 1000",
        InterceptedBackend.of(
            (reference, op, real) -> {
              View frozen = InterceptedBackend.copyOf(reference, (View) op.arguments()[2]);
              return real.bind(op.arguments()[0], op.arguments()[1], frozen, op.last());
            }));
  }

  @Test
  void inputReadWhenBound() {
    assertFault(
        "out[0, 0, 0] is NaN",
        "matmul 6x13x7 a*b",
        InterceptedBackend.of(
            (reference, op, real) -> {
              Object[] arguments = op.arguments().clone();
              arguments[1] = InterceptedBackend.copyOf(reference, op.first());
              return real.bind(arguments);
            }));
  }

  @Test
  void outputReadThoughBetaIsZero() {
    assertFault(
        "out[0, 0, 0] is NaN",
        "matmul 6x13x7 a*b",
        InterceptedBackend.of(
            (reference, op, real) -> {
              Object[] arguments = op.arguments().clone();
              arguments[0] = ((Matmul) arguments[0]).withScale(1, 1e-30);
              return real.bind(arguments);
            }));
  }

  @Test
  void updateOfAnUnhealthyStep() {
    assertFault(
        "parameters[0] is",
        "update SGD, plain of 207, unhealthy",
        InterceptedBackend.of(
            (reference, op, real) -> {
              Call call = real.bind(op.arguments());
              View healthy = element(op.last(), StepState.HEALTHY);
              return () -> {
                reference.fill(1, healthy).enqueue();
                call.enqueue();
                reference.fill(0, healthy).enqueue();
              };
            }));
  }

  @Test
  void differentBitsEachTime() {
    AtomicInteger runs = new AtomicInteger();
    assertFault(
        "out 0 is not the same each time: element 0 was",
        BIAS,
        InterceptedBackend.with(
            (reference, op) ->
                InterceptedBackend.map(
                    reference, op.last(), x -> x * (1 + 1e-11 * runs.incrementAndGet()))));
  }

  @Test
  void scratchOverrun() {
    assertFault(
        "what lies around scratch was overwritten",
        BIAS,
        InterceptedBackend.of(
            (reference, op, real) -> new ScratchOverrun(reference, real.bind(op.arguments()))));
  }

  /** An update that recording runs once too often. */
  @Test
  void recordingThatExecutes() {
    assertFault(
        "first replay; aligned tensors",
        "commit of 13 and 2x10, finite",
        executingWhileRecording());
  }

  @Test
  void exceptionIsAFailureWithItsCause() {
    IllegalStateException cause = new IllegalStateException("device on fire");
    Backend burning =
        InterceptedBackend.of(
            (reference, op, real) -> {
              throw cause;
            });
    Result result = Conformance.check(burning, named(BIAS));
    assertFalse(result.passed());
    assertSame(cause, result.cause());
    AssertionError error = assertThrows(AssertionError.class, result::orThrow);
    assertTrue(error.getMessage().contains("device on fire"), error::getMessage);
  }

  /** A call that writes one element beyond the scratch that it asked for. */
  private record ScratchOverrun(Backend backend, Call call, View[] beyond) implements Call {
    ScratchOverrun(Backend backend, Call call) {
      this(backend, call, new View[1]);
    }

    @Override
    public long scratchBytes() {
      return 8 * Float.BYTES;
    }

    @Override
    public void attachScratch(View scratch) {
      View floats = scratch.buffer().view(DType.F32, scratch.byteOffset(), Shape.of(8));
      beyond[0] = element(floats, 8);
    }

    @Override
    public void enqueue() {
      call.enqueue();
      backend.fill(0, beyond[0]).enqueue();
    }
  }

  private static Backend executingWhileRecording() {
    Backend reference = new ReferenceBackend();
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("record")) {
                ((List<?>) arguments[0]).forEach(call -> ((Call) call).enqueue());
              }
              return method.invoke(reference, arguments);
            });
  }

  private static void assertFault(String expected, String caseName, Backend broken) {
    try (broken) {
      Result result = Conformance.check(broken, named(caseName));
      assertFalse(result.passed(), caseName + " passed");
      assertTrue(result.fault().contains(expected), result::fault);
    }
  }

  /** An element of a tensor, or one beside it. */
  private static View element(View view, long index) {
    long place = view.byteOffset() + index * view.type().bytes();
    return view.buffer().view(view.type(), place, Shape.of(1));
  }

  private static OpCase named(String name) {
    return Conformance.cases(Tier.NORMAL).stream()
        .filter(c -> c.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No case is called " + name));
  }
}

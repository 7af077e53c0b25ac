package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.load;
import static dev.trine.train.Optimizers.adam;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Tanh;
import dev.trine.graph.ops.SoftmaxCrossEntropy;
import dev.trine.graph.ops.Update;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A training step of a network of two layers as calls: one of nearly every op. */
final class Step {
  private static final int INPUTS = 40;
  private static final int HIDDEN = 96;
  private static final int CLASSES = 10;

  private final Backend backend;
  private final int batch;
  private final List<Call> calls = new ArrayList<>();
  private final View parameters;
  private final Random random = new Random(7);

  Step(Backend backend, int batch) {
    this.backend = backend;
    this.batch = batch;
    int weights = INPUTS * HIDDEN + HIDDEN * CLASSES;
    int count = weights + HIDDEN + CLASSES;
    parameters = drawn(count, 0.1);
    View gradients = floats(count);
    View first = filled(DType.F32, 0, count);
    View second = filled(DType.F32, 0, count);
    View rate = filled(DType.F32, 1e-3, 1);
    View state = filled(DType.I32, 0, StepState.ELEMENTS);
    calls.add(backend.fill(1, state.slice(1, 2)));
    calls.get(0).enqueue();
    calls.clear();
    View x = drawn(batch * INPUTS, 1);
    View labels = filled(DType.I32, 3, batch);
    View hidden = floats(batch * HIDDEN);
    View dropped = floats(batch * HIDDEN);
    View scores = floats(batch * CLASSES).reshape(Shape.of(batch, CLASSES));
    View ofRows = floats(3 * batch).reshape(Shape.of(3, batch));
    View sums = floats(3);
    View totals = filled(DType.F32, 0, 6);
    View squares = filled(DType.F32, 0, 1);
    View w1 = parameters.slice(0, INPUTS * HIDDEN);
    View w2 = parameters.slice(INPUTS * HIDDEN, weights);
    View b1 = parameters.slice(weights, weights + HIDDEN);
    View b2 = parameters.slice(weights + HIDDEN, count);
    Dropout dropout = new Dropout(0.2, 11, 3);
    calls.add(
        backend.matmul(
            Matmul.of(batch, HIDDEN, INPUTS, false, false).withActivation(Activation.TANH),
            x,
            w1,
            b1,
            hidden));
    calls.add(backend.dropout(dropout, state, hidden, dropped));
    calls.add(
        backend.matmul(Matmul.of(batch, CLASSES, HIDDEN, false, false), dropped, w2, b2, scores));
    calls.add(
        new SoftmaxCrossEntropy().bind(backend, List.of(scores, labels), List.of(ofRows, scores)));
    calls.add(
        backend.matmul(
            Matmul.of(HIDDEN, CLASSES, batch, true, false),
            dropped,
            scores,
            null,
            gradients.slice(INPUTS * HIDDEN, weights)));
    calls.add(
        sum(Reduction.ofColumns(batch, CLASSES), scores, gradients.slice(weights + HIDDEN, count)));
    calls.add(
        backend.matmul(Matmul.of(batch, HIDDEN, CLASSES, false, true), scores, w2, null, dropped));
    calls.add(backend.dropout(dropout, state, dropped, dropped));
    calls.add(
        backend.map(
            Mapping.dense(dropped.shape(), 2, tanhGradient()),
            List.of(hidden, dropped),
            List.of(dropped)));
    calls.add(
        backend.matmul(
            Matmul.of(INPUTS, HIDDEN, batch, true, false),
            x,
            dropped,
            null,
            gradients.slice(0, INPUTS * HIDDEN)));
    calls.add(
        sum(
            Reduction.ofColumns(batch, HIDDEN),
            dropped,
            gradients.slice(weights, weights + HIDDEN)));
    calls.add(backend.commit(gradients, ofRows, sums, squares, totals, state));
    for (Update update : adam(1e-3).withWeightDecay(0.01).updates(weights, count)) {
      List<View> operands =
          List.of(parameters, first, second, gradients, rate, sums.slice(1, 2), squares, state);
      calls.add(update.bind(backend, operands, List.of()));
    }
  }

  private Call sum(Reduction spec, View in, View out) {
    return backend.rows(spec.rows(), List.of(in), List.of(out));
  }

  private static Expression tanhGradient() {
    return new Tanh().pullback(0, List.of(), load(0), load(1));
  }

  List<Call> calls() {
    return calls;
  }

  /** The weights and biases as they are now. */
  float[] parameters() {
    return download(backend, parameters);
  }

  static float[] download(Backend backend, View view) {
    int count = (int) view.elements();
    try (HostBuffer host = backend.allocateHost(DType.F32, count)) {
      backend.download(view, host).await();
      float[] values = new float[count];
      host.get(0, values, 0, count);
      return values;
    }
  }

  static View upload(Backend backend, float[] values) {
    View buffer = backend.allocate(TensorType.f32(values.length), "test");
    try (HostBuffer host = backend.allocateHost(DType.F32, values.length)) {
      host.put(0, values, 0, values.length);
      backend.upload(host, buffer).await();
    }
    return buffer;
  }

  private View drawn(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return upload(backend, values);
  }

  private View floats(int count) {
    return backend.allocate(TensorType.f32(count), "step of " + batch);
  }

  private View filled(DType type, double value, int count) {
    View view = backend.allocate(new TensorType(type, Shape.of(count)), "state");
    try (Call fill = backend.fill(value, view)) {
      fill.enqueue();
    }
    return view;
  }
}

package dev.trine.outside;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.StepState;
import dev.trine.graph.compile.GraphRunner;
import dev.trine.graph.ops.Update;
import dev.trine.tensor.TensorType;
import dev.trine.train.ClippedNorm;
import dev.trine.train.ClippedValue;
import dev.trine.train.Optimizer;
import dev.trine.train.Regularised;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parameters after each of some steps by given gradients; the first few parameters decay. */
record Optimized(Optimizer optimizer) implements Subject {
  private static final int DECAYED = 4;

  @Override
  public Computed compute(Backend backend, TorchCase inputs) {
    TorchTensor initial = inputs.inputs().get(0);
    TorchTensor gradients = inputs.inputs().get(1);
    List<View> operands = new ArrayList<>();
    View parameters = allocate(backend, initial.tensorType(), initial.values(), operands);
    for (int i = 0; i < optimizer.moments(); i++) {
      allocate(backend, initial.tensorType(), new double[initial.values().length], operands);
    }
    View gradient = allocate(backend, initial.tensorType(), gradients.row(0), operands);
    allocate(backend, TensorType.f32(1), new double[] {optimizer.learningRate()}, operands);
    allocate(backend, TensorType.f32(1), new double[] {1}, operands);
    View squares = allocate(backend, TensorType.f32(1), new double[1], operands);
    double[] healthy = new double[StepState.ELEMENTS];
    healthy[StepState.HEALTHY] = 1;
    View state = allocate(backend, TensorType.i32(StepState.ELEMENTS), healthy, operands);
    double[] after = new double[gradients.values().length];
    int length = initial.values().length;
    for (int step = 0; step < gradients.shape()[0]; step++) {
      healthy[StepState.STEP] = step + 1;
      GraphRunner.write(backend, state, healthy);
      GraphRunner.write(backend, gradient, gradients.row(step));
      double norm = Arrays.stream(gradients.row(step)).map(g -> g * g).sum();
      GraphRunner.write(backend, squares, new double[] {norm});
      for (Update update : optimizer.updates(DECAYED, length)) {
        try (Call call = update.bind(backend, operands, List.of())) {
          call.enqueue();
        }
      }
      double[] now = GraphRunner.read(backend, parameters);
      System.arraycopy(now, 0, after, step * length, length);
    }
    operands.forEach(view -> view.buffer().close());
    return new Computed(List.of(after), List.of());
  }

  private static View allocate(
      Backend backend, TensorType type, double[] values, List<View> operands) {
    View view = backend.allocate(type, "test");
    GraphRunner.write(backend, view, values);
    operands.add(view);
    return view;
  }

  @Override
  public Set<Object> covers(TorchCase inputs) {
    Set<Object> covered = new HashSet<>(Set.of(Update.class));
    for (Optimizer one = optimizer; covered.add(one.getClass()); ) {
      if (one instanceof Regularised outer) {
        one = outer.optimizer();
      } else if (one instanceof ClippedNorm outer) {
        one = outer.optimizer();
      } else if (one instanceof ClippedValue outer) {
        one = outer.optimizer();
      }
    }
    return covered;
  }
}

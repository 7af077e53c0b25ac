package dev.trine.benchmarks;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.polynomial;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.expression.Expression;
import dev.trine.expression.function.Exp;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/** One pass over tensors, as a mapping and as a chain that computes the same. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class MapBenchmark extends BackendState {
  private static final int COLUMNS = 512;

  /** What is computed; {@code COPY} is what the others are to be compared with. */
  public enum Work {
    COPY(load(0)),
    RELU(max(load(0), constant(0)), StageOp.RELU),
    EXP(new Exp().of(load(0)), StageOp.EXP),
    GELU(gelu(load(0)), StageOp.GELU),
    ADD(add(load(0), load(1)), StageOp.ADD),
    BIAS(add(load(0), load(1)), StageOp.ADD);

    private final Expression value;
    private final List<StageOp> stages;

    Work(Expression value, StageOp... stages) {
      this.value = value;
      this.stages = List.of(stages);
    }

    /** The shape of the tensor that is added, if one is. */
    private Optional<Shape> operand(Shape extents) {
      return switch (this) {
        case ADD -> Optional.of(extents);
        case BIAS -> Optional.of(Shape.of(COLUMNS));
        default -> Optional.empty();
      };
    }
  }

  /** How it is carried. */
  public enum Form {
    MAP,
    CHAIN
  }

  @Param({"262144", "1048576", "4194304"})
  public long elements;

  @Param public Work work;

  @Param public Form form;

  private long bytes;

  @Override
  Runnable prepare(Backend on) {
    Shape extents = Shape.of(elements / COLUMNS, COLUMNS);
    View in = random(elements);
    View out = random(elements);
    List<View> operands =
        work.operand(extents).stream().map(s -> random(s.elements()).reshape(s)).toList();
    bytes = Float.BYTES * (2 * elements + operands.stream().mapToLong(View::elements).sum());
    return recorded(
        form == Form.MAP
            ? on.map(mapping(extents, operands), join(in, operands), List.of(out))
            : on.chain(stages(operands), in, operands, out));
  }

  private Mapping mapping(Shape extents, List<View> operands) {
    Access dense = Access.dense(DType.F32, extents);
    List<Access> inputs = new ArrayList<>(List.of(dense));
    operands.forEach(view -> inputs.add(Access.broadcast(DType.F32, view.shape(), extents)));
    return new Mapping(extents, inputs, List.of(new Result(work.value, dense)));
  }

  private List<Stage> stages(List<View> operands) {
    return work.stages.stream()
        .map(op -> operands.isEmpty() ? Stage.of(op) : Stage.of(op, 1, operands.get(0).elements()))
        .toList();
  }

  private static List<View> join(View first, List<View> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  @Benchmark
  public void pass(Traffic traffic) {
    enqueueAndWait();
    traffic.count((double) RUNS * bytes);
  }

  /** By the sigmoid: x / (1 + exp(−2·√(2/π)·(x + 0.044715·x³))). */
  private static Expression gelu(Expression x) {
    double slope = -2 * Math.sqrt(2 / Math.PI);
    Expression inner = multiply(x, polynomial(multiply(x, x), 0.044715 * slope, slope));
    return divide(x, add(constant(1), new Exp().of(inner)));
  }
}

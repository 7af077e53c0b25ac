package dev.trine.benchmarks;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.function.Functions.exp;
import static dev.trine.expression.function.Functions.gelu;
import static dev.trine.expression.function.Functions.relu;
import static dev.trine.expression.function.Functions.tanh;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
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

/** One pass over tensors. */
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
    RELU(relu(load(0))),
    EXP(exp(load(0))),
    TANH(tanh(load(0))),
    GELU(gelu(load(0))),
    ADD(add(load(0), load(1))),
    BIAS(add(load(0), load(1)));

    private final Expression value;

    Work(Expression value) {
      this.value = value;
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

  @Param({"262144", "1048576", "4194304"})
  public long elements;

  @Param public Work work;

  private long bytes;

  @Override
  Runnable prepare(Backend on) {
    Shape extents = Shape.of(elements / COLUMNS, COLUMNS);
    View in = random(elements);
    View out = random(elements);
    List<View> operands =
        work.operand(extents).stream().map(s -> random(s.elements()).reshape(s)).toList();
    bytes = Float.BYTES * (2 * elements + operands.stream().mapToLong(View::elements).sum());
    return recorded(on.map(mapping(extents, operands), join(in, operands), List.of(out)));
  }

  private Mapping mapping(Shape extents, List<View> operands) {
    Access dense = Access.dense(DType.F32, extents);
    List<Access> inputs = new ArrayList<>(List.of(dense));
    operands.forEach(view -> inputs.add(Access.broadcast(DType.F32, view.shape(), extents)));
    return new Mapping(extents, inputs, List.of(new Result(work.value, dense)));
  }

  private static List<View> join(View first, List<View> others) {
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  @Benchmark
  public void pass(Traffic traffic) {
    enqueueAndWait();
    traffic.count((double) RUNS * bytes);
  }
}

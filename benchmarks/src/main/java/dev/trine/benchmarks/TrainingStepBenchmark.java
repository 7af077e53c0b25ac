package dev.trine.benchmarks;

import static dev.trine.train.Optimizers.adam;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.graph.compile.Program;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.TrainStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole training step of a classifier with ReLU layers and Adam. Counted are the matrix products:
 * 6·batch·in·out operations a layer, 4 for the first, whose input needs no gradient.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(BackendState.RUNS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class TrainingStepBenchmark extends BackendState {
  private static final long SEED = 42;

  /** Widths from the input to the output. */
  @Param({"784-512-512-10", "64-64-64-10"})
  public String network;

  @Param({"32", "128", "8192"})
  public int batch;

  private double flops;

  @Override
  Runnable prepare(Backend on) {
    int[] widths = Arrays.stream(network.split("-")).mapToInt(Integer::parseInt).toArray();
    List<Layer> layers = new ArrayList<>();
    flops = 0;
    for (int i = 1; i < widths.length; i++) {
      boolean isLast = i == widths.length - 1;
      layers.add(Layers.dense(widths[i], isLast ? Activation.IDENTITY : Activation.RELU));
      flops += (i == 1 ? 4.0 : 6.0) * batch * widths[i - 1] * widths[i];
    }
    Network traced = Network.of(Shape.of(widths[0]), layers.toArray(Layer[]::new));
    Model model = keep(traced.initialise(on, SEED));
    TrainStep step = keep(new TrainStep(model, Losses.softmaxCrossEntropy(), adam(1e-9), SEED));
    Program program = step.program(batch);
    upload(on, program, widths[0], widths[widths.length - 1]);
    return program::run;
  }

  private void upload(Backend on, Program program, int inputs, int classes) {
    SplittableRandom random = new SplittableRandom(SEED);
    try (HostBuffer features = on.allocateHost(DType.F32, (long) batch * inputs);
        HostBuffer labels = on.allocateHost(DType.I32, batch)) {
      float[] example = new float[inputs];
      for (int i = 0; i < batch; i++) {
        for (int j = 0; j < inputs; j++) {
          example[j] = (float) random.nextDouble();
        }
        features.put((long) i * inputs, example, 0, inputs);
        labels.set(i, random.nextInt(classes));
      }
      program.upload("features", features).await();
      program.upload("targets", labels).await();
    }
  }

  @Benchmark
  public void step(Arithmetic arithmetic) {
    enqueueAndWait();
    arithmetic.count(RUNS * flops);
  }
}

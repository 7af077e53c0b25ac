package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.training.IdleStep;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a profile counts is what the driver is asked for, and runs. */
@ExtendWith(CudaSimulator.class)
class ProfileTest {
  /** More than a run's: sums of so many terms are cut into slices. */
  private static final int MANY_EXAMPLES = 512;

  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void countsTheKernelsThatAReplayRuns(TrainingCase run) {
    try (Backend backend = open();
        IdleStep profiled = new IdleStep(backend, run, run.batch());
        IdleStep ran = new IdleStep(backend, run, run.batch())) {
      ran.runUntilProfiled();
      assertEquals(kernelsOfOneRun(backend, ran), profiled.dispatches());
    }
  }

  @Test
  void countsEachLaunchOfACallThatTakesSeveral() {
    try (Backend backend = open();
        IdleStep step = new IdleStep(backend, runs().get(0), MANY_EXAMPLES)) {
      List<CallProfile> calls = step.program().profile();
      Stream<CallProfile> products = calls.stream().filter(call -> call.name().contains("matmul"));
      assertTrue(products.anyMatch(call -> call.timing().dispatches() == 2), calls::toString);
      assertEquals(kernelsOfOneRun(backend, step), step.dispatches());
    }
  }

  /** A profile trains, to the last bit, as the runs do that it is made of. */
  @ParameterizedTest
  @MethodSource("runs")
  void computesWhatRunsDo(TrainingCase run) {
    try (Backend backend = open();
        IdleStep profiled = new IdleStep(backend, run, run.batch());
        IdleStep ran = new IdleStep(backend, run, run.batch())) {
      float[][] initial = ran.weights();
      for (int i = 0; i < Program.RUNS_OF_PROFILE; i++) {
        ran.program().run();
      }
      profiled.program().profile();
      assertArrayEquals(ran.weights(), profiled.weights());
      assertFalse(Arrays.deepEquals(initial, ran.weights()));
    }
  }

  /** With a graph, and where the driver is too old for one. */
  @ParameterizedTest
  @CsvSource({"12060, lazy", "12060, eager", "11000, lazy"})
  void timesEachLaunch(String driver, String async) {
    CudaSimulator.set("DRIVER", driver);
    CudaSimulator.set("ASYNC", async);
    try (Backend backend = open();
        IdleStep step = new IdleStep(backend, runs().get(0), runs().get(0).batch())) {
      long launches = CudaSimulator.calls("cuLaunchKernel");
      long graphs = CudaSimulator.calls("cuGraphLaunch");
      List<CallProfile> calls = step.program().profile();
      assertTrue(calls.stream().allMatch(call -> call.timing().seconds() > 0), calls::toString);
      boolean recorded = CudaSimulator.calls("cuGraphLaunch") > graphs;
      assertEquals(!driver.equals("11000"), recorded);
      long perRun = step.dispatches();
      if (recorded) {
        assertEquals(2 * perRun, CudaSimulator.calls("cuLaunchKernel") - launches);
      }
    }
  }

  @Test
  void givesItsEventsBack() {
    long made = CudaSimulator.calls("cuEventCreate");
    long ended = CudaSimulator.calls("cuEventDestroy_v2");
    try (Backend backend = open();
        IdleStep step = new IdleStep(backend, runs().get(0), runs().get(0).batch())) {
      step.program().profile();
    }
    assertEquals(
        CudaSimulator.calls("cuEventCreate") - made,
        CudaSimulator.calls("cuEventDestroy_v2") - ended);
  }

  private static long kernelsOfOneRun(Backend backend, IdleStep step) {
    backend.synchronize();
    long before = kernels();
    step.program().run();
    backend.synchronize();
    return kernels() - before;
  }

  /** The runs of all kernels, as the simulator counts them. */
  private static long kernels() {
    return CudaSimulator.calls(CudaSimulator.EVERY_KERNEL);
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }
}

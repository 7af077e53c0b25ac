package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import dev.trine.conformance.training.IdleStep;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.graph.Convergence;
import dev.trine.graph.compile.CallProfile;
import dev.trine.graph.compile.Program;
import dev.trine.graph.compile.Settling;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileTest {
  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void countsTheTasksOfTheTeam(TrainingCase run) {
    try (CpuBackend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2));
        IdleStep profiled = new IdleStep(backend, run, run.batch());
        IdleStep ran = new IdleStep(backend, run, run.batch())) {
      ran.runUntilProfiled();
      long before = backend.tasks();
      ran.program().run();
      assertEquals(backend.tasks() - before, profiled.dispatches() + looksOfLoops(ran.program()));
    }
  }

  /** What loops read, which are tasks, but of no call. */
  private static long looksOfLoops(Program program) {
    int turns = program.settlings().stream().mapToInt(Settling::iterations).sum();
    return turns / Convergence.TURNS;
  }

  /** A profile trains, to the last bit, as the runs do that it is made of. */
  @ParameterizedTest
  @MethodSource("runs")
  void computesWhatRunsDo(TrainingCase run) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2));
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

  @Test
  void anOpOnNothingIsNoTask() {
    try (CpuBackend backend = CpuBackend.open(BackendOptions.defaults());
        Recording recording =
            backend.record(
                List.of(
                    backend.fill(1, backend.allocate(TensorType.f32(0), "nothing")),
                    backend.fill(1, backend.allocate(TensorType.f32(1), "one"))))) {
      assertEquals(List.of(0, 1), recording.profile().stream().map(Timing::dispatches).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void timesEachCallWithinTheWhole(TrainingCase run) {
    try (CpuBackend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2));
        IdleStep step = new IdleStep(backend, run, run.batch())) {
      Program program = step.program();
      long start = System.nanoTime();
      List<CallProfile> calls = program.profile();
      double whole = (System.nanoTime() - start) * 1e-9;
      assertTrue(calls.stream().allMatch(call -> call.timing().seconds() > 0), calls::toString);
      double sum = calls.stream().mapToDouble(call -> call.timing().seconds()).sum();
      assertTrue(sum < whole, () -> sum + " of " + whole + " seconds");
    }
  }
}

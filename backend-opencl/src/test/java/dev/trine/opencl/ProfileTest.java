package dev.trine.opencl;

import static dev.trine.nn.Layers.dense;
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
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.DeviceRuntime;
import dev.trine.kernels.KernelSource;
import dev.trine.kernels.Launch;
import dev.trine.nn.Network;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a profile counts is what a replay enqueues. */
class ProfileTest {
  @TempDir Path cache;

  private final AtomicLong enqueued = new AtomicLong();

  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  /** Whose commit takes two launches, as every one does. */
  private static TrainingCase wide() {
    TrainingCase run = runs().get(0);
    Network network = Network.of(run.network().input(), dense(512), dense(10));
    return new TrainingCase(
        "wide", network, run.dataset(), run.optimizer(), run.batch(), run.steps());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void countsTheLaunchesThatAReplayEnqueues(TrainingCase run) {
    assertEquals(enqueuedInOneRun(run), dispatches(run));
  }

  @Test
  void countsEachLaunchOfACallThatTakesSeveral() {
    try (Backend backend = DeviceBackend.of(open(), BackendOptions.defaults());
        IdleStep step = new IdleStep(backend, wide(), wide().batch())) {
      List<CallProfile> calls = step.program().profile();
      assertTrue(calls.stream().anyMatch(c -> c.timing().dispatches() == 2), calls::toString);
    }
    assertEquals(enqueuedInOneRun(wide()), dispatches(wide()));
  }

  /** A profile trains, to the last bit, as the runs do that it is made of. */
  @ParameterizedTest
  @MethodSource("runs")
  void computesWhatRunsDo(TrainingCase run) {
    try (Backend backend = DeviceBackend.of(open(), BackendOptions.defaults());
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

  @ParameterizedTest
  @MethodSource("runs")
  void timesEachLaunch(TrainingCase run) {
    try (Backend backend = DeviceBackend.of(open(), BackendOptions.defaults());
        IdleStep step = new IdleStep(backend, run, run.batch())) {
      List<CallProfile> calls = step.program().profile();
      assertTrue(calls.stream().allMatch(call -> call.timing().seconds() > 0), calls::toString);
    }
  }

  private long dispatches(TrainingCase run) {
    try (Backend backend = DeviceBackend.of(open(), BackendOptions.defaults());
        IdleStep step = new IdleStep(backend, run, run.batch())) {
      return step.dispatches();
    }
  }

  private long enqueuedInOneRun(TrainingCase run) {
    try (Backend backend = DeviceBackend.of(counting(open()), BackendOptions.defaults());
        IdleStep step = new IdleStep(backend, run, run.batch())) {
      step.runUntilProfiled();
      enqueued.set(0);
      step.program().run();
      return enqueued.get();
    }
  }

  private OpenClRuntime open() {
    OpenClDevice device = Devices.find(Required.devices().get(0).device().index());
    return OpenClRuntime.open(device, module -> KernelSource.load(module).text(), cache);
  }

  /** The same runtime, but the launches that it prepares are counted as they are enqueued. */
  private DeviceRuntime counting(DeviceRuntime runtime) {
    return (DeviceRuntime)
        Proxy.newProxyInstance(
            DeviceRuntime.class.getClassLoader(),
            new Class<?>[] {DeviceRuntime.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(runtime, arguments);
                return result instanceof Launch launch ? counted(launch) : result;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private Launch counted(Launch launch) {
    return new Launch() {
      @Override
      public void enqueue() {
        enqueued.incrementAndGet();
        launch.enqueue();
      }

      @Override
      public void close() {
        launch.close();
      }
    };
  }
}

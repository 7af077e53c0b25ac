package dev.trine.cuda;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Arithmetic;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recordings are to the driver. */
@ExtendWith(CudaSimulator.class)
class CudaRecordingTest {
  /** Launches of the recording: it adds 1 to one element, twice. */
  private static final int LAUNCHES = 2;

  @Test
  void replaysAsOneGraph() {
    long launches = CudaSimulator.calls("cuLaunchKernel");
    long graphs = CudaSimulator.calls("cuGraphLaunch");
    assertEquals(3 * LAUNCHES, countAfterReplays(3));
    assertEquals(graphs + 3, CudaSimulator.calls("cuGraphLaunch"));
    // One to set the start, and those of the capture.
    assertEquals(launches + 1 + LAUNCHES, CudaSimulator.calls("cuLaunchKernel"));
  }

  @Test
  void repeatsLaunchesWhereTheDriverIsTooOldForGraphs() {
    CudaSimulator.set("DRIVER", "11030");
    long launches = CudaSimulator.calls("cuLaunchKernel");
    long captures = CudaSimulator.calls("cuStreamBeginCapture_v2");
    long graphs = CudaSimulator.calls("cuGraphLaunch");
    assertEquals(3 * LAUNCHES, countAfterReplays(3));
    assertEquals(launches + 1 + 3 * LAUNCHES, CudaSimulator.calls("cuLaunchKernel"));
    assertEquals(captures, CudaSimulator.calls("cuStreamBeginCapture_v2"));
    assertEquals(graphs, CudaSimulator.calls("cuGraphLaunch"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cuStreamBeginCapture_v2:1:900",
        "cuLaunchKernel:2:701",
        "cuGraphInstantiateWithFlags:1:2"
      })
  void repeatsLaunchesWhereTheDriverMakesNoGraph(String failure) {
    CudaSimulator.set("FAIL", failure);
    long graphs = CudaSimulator.calls("cuGraphLaunch");
    assertEquals(3 * LAUNCHES, countAfterReplays(3));
    assertEquals(graphs, CudaSimulator.calls("cuGraphLaunch"));
  }

  /** What an element that was 0 holds after so many replays, and none before. */
  private static double countAfterReplays(int replays) {
    try (Backend backend = new CudaProvider().open(0, BackendOptions.defaults());
        Buffer buffer = backend.allocate(Float.BYTES, "count");
        HostBuffer host = backend.allocateHost(DType.F32, 1)) {
      View count = buffer.view(DType.F32, 0, Shape.of(1));
      Mapping plusOne = Mapping.dense(Shape.of(1), 1, Arithmetic.add(load(0), constant(1)));
      try (Call zero = backend.fill(0, count);
          Call add = backend.map(plusOne, List.of(count), List.of(count))) {
        zero.enqueue();
        try (Recording recording = backend.record(List.of(add, add))) {
          backend.download(count, host).await();
          assertEquals(0, host.get(0), "recording executes nothing");
          for (int i = 0; i < replays; i++) {
            recording.replay();
          }
        }
        backend.download(count, host).await();
      }
      return host.get(0);
    }
  }
}

package dev.trine.cuda;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Operator;
import dev.trine.kernels.KernelForm;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated kernels compute the bits that an expression promises. */
@ExtendWith(CudaSimulator.class)
class CudaMapTest {
  static List<Execution> executions() {
    return Execution.all();
  }

  @ParameterizedTest
  @MethodSource("executions")
  void everyStructureIsWalked(Execution execution) {
    execution.choose();
    try (Backend backend = open()) {
      assertEquals(List.of(), differences(backend, MapCases.structures()));
    }
  }

  /** With fewer groups than there are quads, each lane makes several rounds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void theSizeOfALaunchMakesNoDifference(int groups) {
    try (Backend backend = MapRuntime.open(groups, Ptx::render)) {
      assertEquals(List.of(), differences(backend, MapCases.structures()));
    }
  }

  @Test
  void everyOperationHasItsBits() {
    try (Backend backend = open()) {
      assertEquals(List.of(), differences(backend, MapCases.operations()));
    }
  }

  @Test
  void everyFunctionHasItsBits() {
    try (Backend backend = open()) {
      assertEquals(List.of(), differences(backend, MapCases.ofFunctions()));
    }
  }

  /** Sizes, strides and numbers are arguments. */
  @Test
  void oneKernelServesWhatHasOneForm() {
    long before = CudaSimulator.calls("cuModuleLoadDataEx");
    try (Backend backend = open()) {
      Stream<MapCase> alike = IntStream.of(3, 100).mapToObj(n -> MapCases.scaled(n, 1.0 / n));
      assertEquals(List.of(), differences(backend, alike));
    }
    assertEquals(1, CudaSimulator.calls("cuModuleLoadDataEx") - before);
  }

  @Test
  void isRepeatedByARecording() {
    Shape shape = Shape.of(10);
    try (Backend backend = open();
        HostBuffer host = backend.allocateHost(DType.F32, 10)) {
      View view = backend.allocate(TensorType.f32(shape), "buffer");
      backend.fill(1, view).enqueue();
      Mapping doubled = Mapping.dense(shape, 1, add(load(0), load(0)));
      Call call = backend.map(doubled, List.of(view), List.of(view));
      try (Recording recording = backend.record(List.of(call, call))) {
        recording.replay();
        recording.replay();
      }
      backend.download(view, host).await();
      assertEquals(16, host.get(9));
    }
  }

  @Test
  void whatADriverRefusesIsShown() {
    Function<KernelForm, Ptx> newer =
        form ->
            new Ptx(
                "map",
                Ptx.render(form).text().replace("max.f32", "max.NaN.xorsign.f32"),
                form.key());
    try (Backend backend = MapRuntime.open(1, newer)) {
      MapCase max = MapCases.operation(Operator.MAX);
      String message =
          assertThrows(BackendUnavailableException.class, () -> max.difference(backend))
              .getMessage();
      assertTrue(message.contains(CudaSimulator.lastFault()), message);
      assertTrue(message.contains("2 = MAX [0, 1]"), message);
    }
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }

  private static List<String> differences(Backend backend, Stream<MapCase> cases) {
    return cases.map(each -> each.difference(backend)).flatMap(Optional::stream).toList();
  }
}

package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated kernels compute the bits that an expression promises. */
@Tag("device-code")
@ExtendWith(CudaSimulator.class)
class CudaMapTest {
  static List<Execution> executions() {
    return Execution.all();
  }

  @ParameterizedTest
  @MethodSource("executions")
  void everyStructureIsWalked(Execution execution) {
    execution.choose();
    assertEquals(List.of(), differences(MapCases.structures()));
  }

  @Test
  void everyOperationHasItsBits() {
    assertEquals(List.of(), differences(MapCases.operations()));
  }

  @Test
  void everyFunctionHasItsBits() {
    assertEquals(List.of(), differences(MapCases.ofFunctions()));
  }

  private static List<String> differences(Stream<MapCase> cases) {
    try (Backend backend = new CudaProvider().open(0, BackendOptions.defaults())) {
      return cases.map(each -> each.difference(backend)).flatMap(Optional::stream).toList();
    }
  }
}

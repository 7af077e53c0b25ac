package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.kernels.FakeRuntime.Prepared;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rows by their numbers become launches. */
class IndexCallsTest {
  private static final int UNIT = 6;

  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = DeviceBackend.of(runtime, BackendOptions.defaults());

  private View tensor(DType type, long... dimensions) {
    return backend.allocate(new TensorType(type, Shape.of(dimensions)), "tensor");
  }

  private List<String> launched() {
    return runtime.prepared.stream().map(Prepared::kernel).toList();
  }

  private void scatterAdd(long count, long rows, long width) {
    Call call =
        backend.scatterAdd(
            tensor(DType.I32, count),
            tensor(DType.F32, count, width),
            tensor(DType.F32, rows, width));
    call.attachScratch(tensor(DType.U8, call.scratchBytes()));
  }

  @Test
  void aFewAreRankedAndAddedByOneLaunchEach() {
    scatterAdd(512, 1_000_000, 64);
    assertEquals(List.of("rank_indices", "find_rows", "scatter_add"), launched());
  }

  @Test
  void manyAreSortedByTheDigitsThatTheRowsHaveAndTheirRunsShared() {
    scatterAdd(513, 64, 1);
    assertEquals(
        List.of(
            "count_digits",
            "sort_digit",
            "count_digits",
            "sort_digit",
            "find_rows",
            "add_runs",
            "scatter_add"),
        launched(),
        "64 is what no row is sorted by");
    runtime.prepared.clear();
    scatterAdd(513, 63, 1);
    assertEquals(5, launched().size());
  }

  @Test
  void tilesGrowWithTheIndices() {
    scatterAdd(1 << 20, 10, 1);
    Prepared counting = runtime.prepared.get(0);
    assertEquals(512, counting.grid().groupsX());
    assertEquals(new LaunchArgument.Int(2048), counting.arguments().get(5));
    assertEquals(new LaunchArgument.Int(512), counting.arguments().get(6));
  }

  @Test
  void noIndicesLeaveRowsOfZeros() {
    scatterAdd(0, 3, 2);
    assertEquals(List.of("rank_indices", "find_rows", "scatter_add"), launched());
  }

  @Test
  void whatHasNoElementsLaunchesNothing() {
    View indices = tensor(DType.I32, 3);
    View none = tensor(DType.F32, 3, 0);
    backend.gather(tensor(DType.F32, 5, 0), indices, none).enqueue();
    Call call = backend.scatterAdd(indices, none, tensor(DType.F32, 5, 0));
    assertEquals(0, call.scratchBytes());
    call.enqueue();
    assertEquals(List.of(), launched());
  }

  /** The largest that rows, and where the tensors begin, are a multiple of. */
  @Test
  void rowsMoveInTheWidestUnits() {
    assertEquals(16, unit(DType.F32, 8, 0));
    assertEquals(4, unit(DType.F32, 8, 1));
    assertEquals(4, unit(DType.F32, 6, 0));
    assertEquals(16, unit(DType.BF16, 8, 8));
    assertEquals(4, unit(DType.BF16, 6, 2));
    assertEquals(2, unit(DType.BF16, 6, 1));
    assertEquals(2, unit(DType.BF16, 3, 0));
    assertEquals(4, unit(DType.U8, 12, 4));
    assertEquals(1, unit(DType.U8, 3, 0));
  }

  private int unit(DType type, long width, long from) {
    runtime.prepared.clear();
    View table = tensor(type, 10 * width + from).part(from, Shape.of(10, width));
    backend.gather(table, tensor(DType.I32, 4), tensor(type, 4, width));
    LaunchArgument unit = runtime.prepared.get(0).arguments().get(UNIT);
    return ((LaunchArgument.Int) unit).value();
  }

  @Test
  void moreThanAnIndexHoldsIsRefusedByName() {
    View table = tensor(DType.U8, 1L << 31, 1);
    Exception e =
        assertThrows(
            UnsupportedOpException.class,
            () -> backend.gather(table, tensor(DType.I32, 1), tensor(DType.U8, 1, 1)));
    assertTrue(e.getMessage().startsWith("gather on fake:0"), e.getMessage());
  }
}

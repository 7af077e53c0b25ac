package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Scratch;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.expression.Expression;
import dev.trine.kernels.FakeRuntime.Prepared;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.LaunchArgument.Float;
import dev.trine.kernels.LaunchArgument.Int;
import dev.trine.kernels.LaunchArgument.Memory;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowCallsTest {
  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = DeviceBackend.of(runtime, BackendOptions.defaults());

  @Test
  void shortRowsAreOneLaunch() {
    centred(3, 5).close();
    assertEquals(List.of("rows"), kernels());
    assertEquals(
        List.of(
            new Float(0.5f),
            new Float(2),
            new Float(3),
            new Int(3),
            new Int(5),
            new Int(3),
            new Int(5),
            new Int(1),
            new Int(5),
            new Int(1),
            new Int(1)),
        behindMemory(runtime.prepared.get(0)));
    assertEquals(8, memory(runtime.prepared.get(0), 0).offset());
    assertEquals(4, memory(runtime.prepared.get(0), 1).offset());
    assertEquals(2, memory(runtime.prepared.get(0), 2).offset());
  }

  @Test
  void longRowsAreFoldedBlockByBlock() {
    Call call = centred(3, 5000);
    // Five partials and one sum of each of three rows.
    assertEquals(2 * 256, call.scratchBytes());
    Scratch.attach(backend, List.of(call), "scratch");
    assertEquals(List.of("fold", "combine_blocks", "map", "map"), kernels());
    FoldForm form = (FoldForm) runtime.forms.get(0);
    assertEquals(Direction.ALONG, form.direction());
    assertEquals(
        List.of(
            new Float(0.5f),
            new Int(3),
            new Int(5000),
            new Int(5),
            new Int(3),
            new Int(5000),
            new Int(1)),
        behindMemory(runtime.prepared.get(0)));
    assertEquals(
        List.of(
            new Int(3),
            new Int(5),
            new Int(1),
            new Int(1),
            new Int(8),
            new Int(Combine.SUM.ordinal())),
        behindMemory(runtime.prepared.get(1)));
    assertEquals(memory(runtime.prepared.get(0), 1), memory(runtime.prepared.get(1), 0));
    assertEquals(memory(runtime.prepared.get(1), 1), memory(runtime.prepared.get(2), 0));
  }

  @Test
  void manyBlocksAreCombinedTileByTile() {
    Call call = sum(1, 3_000_000, List.of(0L, 1L));
    Scratch.attach(backend, List.of(call), "scratch");
    assertEquals(List.of("fold", "combine_blocks", "combine_blocks"), kernels());
    assertEquals(
        List.of(new Int(2930), new Int(3), new Int(16), new Int(64)),
        behindMemory(runtime.prepared.get(1)).subList(1, 5));
  }

  /** Of a row's blocks, what they come to and what follows from that is one launch. */
  @Test
  void resultsOfRowsAloneFollowWhereTheirBlocksAreCombined() {
    Call call = root(3, 5000);
    assertEquals(256, call.scratchBytes());
    Scratch.attach(backend, List.of(call), "scratch");
    assertEquals(List.of("fold", "rows"), kernels());
    RowsForm form = (RowsForm) runtime.forms.get(1);
    assertEquals(FoldOrder.PAIRS, form.folds().get(0).order());
    assertEquals(memory(runtime.prepared.get(0), 1), memory(runtime.prepared.get(1), 1));
    assertEquals(
        List.of(
            new Int(3),
            new Int(5),
            new Int(3),
            new Int(1),
            new Int(0),
            new Int(5),
            new Int(1),
            new Int(1)),
        behindMemory(runtime.prepared.get(1)));
    runtime.prepared.clear();
    Scratch.attach(backend, List.of(root(1, 3_000_000)), "scratch");
    assertEquals(List.of("fold", "combine_blocks", "rows"), kernels());
  }

  /** A fold that takes another needs that to be complete. */
  @Test
  void foldsOfFoldsAreCombinedOneByOne() {
    Shape extents = Shape.of(3, 5000);
    Access dense = Access.dense(DType.F32, extents);
    Expression centred = subtract(load(0), folded(0));
    Rows spec =
        new Rows(
            extents,
            List.of(dense),
            List.of(
                new Fold(Combine.SUM, load(0)), new Fold(Combine.SUM, multiply(centred, centred))),
            List.of(),
            List.of(new Result(sqrt(folded(1)), Access.dense(DType.F32, Shape.of(3)))));
    Call call = backend.rows(spec, List.of(view(8, 15_000)), List.of(view(2, 3)));
    Scratch.attach(backend, List.of(call), "scratch");
    assertEquals(List.of("fold", "combine_blocks", "fold", "combine_blocks", "map"), kernels());
  }

  /** As they are most often needed: a sum of columns is one launch, right into its output. */
  @Test
  void columnsAreFoldedAcross() {
    Call call = sum(64, 1000, List.of(1L, 64L));
    assertEquals(0, call.scratchBytes());
    assertEquals(List.of("fold"), kernels());
    assertEquals(Direction.ACROSS, ((FoldForm) runtime.forms.get(0)).direction());
    assertEquals(2, memory(runtime.prepared.get(0), 1).offset());
  }

  @Test
  void fewColumnsAreWalkedAlong() {
    sum(10, 1000, List.of(1L, 10L));
    assertEquals(List.of("rows"), kernels());
  }

  @Test
  void rowsOfNothingLoadNothing() {
    sum(7, 0, List.of(0L, 1L));
    assertEquals(List.of("map"), kernels());
    assertTrue(((MapForm) runtime.forms.get(0)).inputs().isEmpty());
  }

  @Test
  void noRowsAreNothing() {
    sum(0, 7, List.of(7L, 1L));
    assertEquals(List.of(), kernels());
  }

  /** Rows less their halved sum, doubled, and thrice that sum. */
  private Call centred(long rows, long length) {
    Shape extents = Shape.of(rows, length);
    Access dense = Access.dense(DType.F32, extents);
    Expression centred = subtract(load(0), folded(0));
    Rows spec =
        new Rows(
            extents,
            List.of(dense),
            List.of(new Fold(Combine.SUM, multiply(load(0), parameter(0.5)))),
            List.of(new Result(multiply(centred, parameter(2)), dense)),
            List.of(
                new Result(
                    multiply(folded(0), parameter(3)), Access.dense(DType.F32, Shape.of(rows)))));
    return backend.rows(
        spec, List.of(view(8, rows * length)), List.of(view(4, rows * length), view(2, rows)));
  }

  /** The root of the sum of each row, plus what lies where that goes. */
  private Call root(long rows, long length) {
    Shape extents = Shape.of(rows, length);
    Access shared = new Access(DType.F32, 0, List.of(rows == 1 ? 0L : 1L, 0L));
    Rows spec =
        new Rows(
            extents,
            List.of(Access.dense(DType.F32, extents), shared),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(),
            List.of(new Result(add(sqrt(folded(0)), load(1)), shared.withoutLastAxis())));
    View over = view(2, rows);
    return backend.rows(spec, List.of(view(8, rows * length), over), List.of(over));
  }

  private Call sum(long rows, long length, List<Long> strides) {
    Rows spec =
        new Rows(
            Shape.of(rows, length),
            List.of(new Access(DType.F32, 0, strides)),
            List.of(new Fold(Combine.SUM, load(0))),
            List.of(),
            List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of(rows)))));
    return backend.rows(spec, List.of(view(8, rows * length)), List.of(view(2, rows)));
  }

  private List<String> kernels() {
    return runtime.prepared.stream().map(Prepared::kernel).toList();
  }

  private static Memory memory(Prepared prepared, int number) {
    return (Memory) prepared.arguments().get(number);
  }

  private static List<LaunchArgument> behindMemory(Prepared prepared) {
    return prepared.arguments().stream().filter(a -> !(a instanceof Memory)).toList();
  }

  private View view(long offset, long elements) {
    return backend
        .allocate(TensorType.f32(offset + elements), "tensor")
        .part(offset, Shape.of(elements));
  }
}

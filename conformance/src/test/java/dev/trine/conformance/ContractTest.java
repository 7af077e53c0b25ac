package dev.trine.conformance;

import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.toFloat;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong arguments are refused when a call is bound, with a message that names op and argument. */
class ContractTest {
  private final Backend backend = new ReferenceBackend();
  private final View memory = backend.allocate(TensorType.f32(100), "floats");
  private final View state = backend.allocate(TensorType.i32(StepState.ELEMENTS), "state");
  private final View labels = backend.allocate(TensorType.i32(2), "labels");
  private final View matrix = memory.part(0, Shape.of(2, 3));
  private final View other = memory.part(50, Shape.of(2, 3));
  private final View pair = memory.part(80, Shape.of(2));
  private final View one = memory.part(90, Shape.of(1));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void viewsMustFitTheirBuffer() {
    refused(
        "does not fit the 100 elements of a view of 'floats'", () -> memory.part(99, Shape.of(2)));
    refused("from element -1", () -> memory.part(-1, Shape.of(2)));
  }

  @Test
  void fillOfIntsTakesWholeNumbers() {
    refused("fill of buffer 'labels'", () -> backend.fill(0.5, labels));
    refused("fill of buffer 'labels'", () -> backend.fill(1L << 31, labels));
    refused("fill of buffer 'labels'", () -> backend.fill(Double.NaN, labels));
  }

  @Test
  void copyMovesEqualTypesAndCountsApart() {
    refused("copy takes I32 for its in", () -> backend.copy(pair, labels));
    refused("copy takes 6 elements for its in", () -> backend.copy(pair, matrix));
    refused("copy writes over its own in", () -> backend.copy(matrix, memory.part(5, Shape.of(6))));
  }

  @Test
  void transfersNeedRoomAndOneType() {
    try (HostBuffer floats = backend.allocateHost(DType.F32, 5)) {
      refused("upload of 6 elements of 'floats'", () -> backend.upload(floats, matrix));
      refused("download of 6 elements of 'floats'", () -> backend.download(matrix, floats));
      refused("upload between F32", () -> backend.upload(floats, labels));
    }
  }

  @Test
  void matmul() {
    Matmul spec = Matmul.of(2, 2, 3, false, true);
    View out = memory.part(20, Shape.of(2, 2));
    assertDoesNotThrow(() -> backend.matmul(spec, matrix, matrix, pair, out));
    refused("6 elements for its a", () -> backend.matmul(spec, pair, matrix, null, out));
    refused("6 elements for its b", () -> backend.matmul(spec, matrix, pair, null, out));
    refused("4 elements for its out", () -> backend.matmul(spec, matrix, matrix, null, pair));
    refused("2 elements for its bias", () -> backend.matmul(spec, matrix, matrix, one, out));
    refused(
        "writes over its own a",
        () -> backend.matmul(spec, matrix, other, null, memory.part(5, Shape.of(4))));
    refused(
        "writes over its own bias",
        () -> backend.matmul(spec, matrix, other, out.slice(0, 1), out));
    Matmul derivative = spec.withEpilogue(new Epilogue.TimesDerivative(Activation.RELU));
    View y = memory.part(30, Shape.of(2, 2));
    assertDoesNotThrow(() -> backend.matmul(derivative, matrix, matrix, null, y, out));
    refused("takes no other tensor", () -> backend.matmul(spec, matrix, matrix, null, y, out));
    refused(
        "'relu gradient' takes another tensor, and is given none",
        () -> backend.matmul(derivative, matrix, matrix, null, out));
    refused(
        "4 elements for its other",
        () -> backend.matmul(derivative, matrix, matrix, null, pair, out));
    refused(
        "writes over its own other",
        () -> backend.matmul(derivative, matrix, matrix, null, out, out));
  }

  @Test
  void columnSums() {
    Matmul spec = Matmul.of(2, 2, 3, false, true);
    View out = memory.part(20, Shape.of(2, 2));
    View sums = memory.part(30, Shape.of(2));
    assertDoesNotThrow(() -> backend.matmul(spec, matrix, matrix, null, null, out, sums));
    refused(
        "2 elements for its columnSums",
        () -> backend.matmul(spec, matrix, matrix, null, null, out, one));
    refused(
        "writes over its own out",
        () -> backend.matmul(spec, matrix, matrix, null, null, out, out.part(1, Shape.of(2))));
    refused(
        "writes over its own b",
        () -> backend.matmul(spec, matrix, other, null, null, out, other.part(0, Shape.of(2))));
    Matmul twice = Matmul.batched(2, 1, 2, 3, false, true);
    refused(
        "a single product, not of a batch of 2",
        () -> backend.matmul(twice, matrix, memory.part(40, Shape.of(12)), null, null, out, sums));
  }

  @Test
  void matmulSpecification() {
    Matmul.Operand narrow = new Matmul.Operand(false, 2, 9);
    refused("a negative extent", () -> Matmul.of(-1, 2, 3, false, false));
    refused("a short leading dimension of b", () -> product(1, dense(9), narrow, dense(9)));
    refused(
        "a transposed result",
        () -> product(1, dense(3), dense(3), new Matmul.Operand(true, 3, 9)));
    refused("results that overlap", () -> product(2, dense(9), dense(9), dense(8)));
    refused("a negative batch stride", () -> product(2, dense(-9), dense(9), dense(9)));
    assertDoesNotThrow(() -> product(2, dense(0), dense(0), dense(9)));
  }

  @Test
  void map() {
    Shape grid = Shape.of(2, 3);
    Expression sum = Arithmetic.add(load(0), load(1));
    Mapping full = Mapping.dense(grid, 2, sum);
    Access dense = full.inputs().get(0);
    Access row = Access.broadcast(DType.F32, Shape.of(3), grid);
    Mapping withRow = new Mapping(grid, List.of(dense, row), full.results());
    View three = memory.part(20, Shape.of(3));
    refused("of 2 inputs and 1 outputs is bound to 1 and 1", () -> map(full, other, matrix));
    refused("[0, 6) of its input 1", () -> map(full, other, matrix, three));
    assertDoesNotThrow(() -> map(withRow, other, matrix, three));
    refused(
        "takes F32 for its input 1",
        () -> map(full, other, matrix, backend.allocate(TensorType.i32(2, 3), "whole")));
    refused("input 0 by its output 0", () -> map(full, memory.part(1, grid), matrix, other));
    refused("input 1 by its output 0", () -> map(withRow, memory.part(20, grid), matrix, three));
    assertDoesNotThrow(() -> map(full, other, matrix, other));
    refused("loads input 3 as F32", () -> new Mapping(grid, List.of(dense), times(load(3), dense)));
    Result folded = new Result(load(0), row);
    refused("stored twice", () -> new Mapping(grid, List.of(dense), List.of(folded)));
    refused("axis 2", () -> new Mapping(grid, List.of(dense), times(toFloat(index(2)), dense)));
    refused("cannot be stored as I32", () -> new Result(sum, Access.dense(DType.I32, grid)));
  }

  /** Results that share a tensor lie side by side, where an input may lie that is walked alike. */
  @Test
  void mapsToColumns() {
    Shape grid = Shape.of(2, 3);
    View wide = backend.allocate(TensorType.f32(2, 6), "wide");
    Access left = Access.columns(DType.F32, wide.shape(), 0, 2, grid);
    Access right = Access.columns(DType.F32, wide.shape(), 1, 2, grid);
    Access crossing = new Access(DType.F32, 2, List.of(6L, 1L));
    List<View> inputs = List.of(wide, wide);
    List<Result> exchanged = List.of(new Result(load(1), left), new Result(load(0), right));
    Mapping both = new Mapping(grid, List.of(left, right), exchanged);
    assertDoesNotThrow(() -> backend.map(both, inputs, inputs));
    Mapping crossed = new Mapping(grid, List.of(left, crossing), exchanged);
    refused("input 1 by its output 0", () -> backend.map(crossed, inputs, inputs));
    Access dense = Access.dense(DType.F32, grid);
    List<Result> overlapping = List.of(new Result(load(0), left), new Result(load(0), crossing));
    Mapping twice = new Mapping(grid, List.of(dense), overlapping);
    refused("its own output 0", () -> backend.map(twice, List.of(matrix), inputs));
  }

  @Test
  void rows() {
    Shape grid = Shape.of(2, 3);
    Access dense = Access.dense(DType.F32, grid);
    Access perRow = Access.dense(DType.F32, Shape.of(2));
    List<Fold> folds = List.of(new Fold(Combine.SUM, load(0)));
    Expression sum = new Folded(0, DType.F32);
    Rows sums = new Rows(grid, List.of(dense), folds, List.of(), List.of(new Result(sum, perRow)));
    assertDoesNotThrow(() -> backend.rows(sums, List.of(matrix), List.of(pair)));
    refused("[0, 2) of its output 0", () -> backend.rows(sums, List.of(matrix), List.of(one)));
    View within = memory.part(0, Shape.of(2));
    refused("writes over its own", () -> backend.rows(sums, List.of(matrix), List.of(within)));
    refused("negative extent", () -> Reduction.ofColumns(-2, 3));
  }

  /** A result of rows may lie over what rows alone are computed from. */
  @Test
  void rowsOverWhatTheyShare() {
    Shape grid = Shape.of(2, 3);
    Access dense = Access.dense(DType.F32, grid);
    Access shared = new Access(DType.F32, 0, List.of(1L, 0L));
    Access perRow = Access.dense(DType.F32, Shape.of(2));
    Expression total = Arithmetic.add(new Folded(0, DType.F32), load(1));
    List<Result> results = List.of(new Result(total, perRow));
    List<Fold> folds = List.of(new Fold(Combine.SUM, load(0)));
    List<View> views = List.of(matrix, pair);
    Rows sums = new Rows(grid, List.of(dense, shared), folds, List.of(), results);
    assertDoesNotThrow(() -> backend.rows(sums, views, List.of(pair)));
    List<Fold> ofShared = List.of(new Fold(Combine.SUM, Arithmetic.multiply(load(0), load(1))));
    Rows folded = new Rows(grid, List.of(dense, shared), ofShared, List.of(), results);
    refused("writes over its own input 1", () -> backend.rows(folded, views, List.of(pair)));
    Access other = new Access(DType.F32, 1, List.of(-1L));
    List<Result> backwards = List.of(new Result(total, other));
    Rows turned = new Rows(grid, List.of(dense, shared), folds, List.of(), backwards);
    refused("writes over its own input 1", () -> backend.rows(turned, views, List.of(pair)));
  }

  @Test
  void indices() {
    View rows = memory.part(20, Shape.of(2, 3));
    View bytes = backend.allocate(new TensorType(DType.U8, Shape.of(2, 3)), "bytes");
    assertDoesNotThrow(() -> backend.gather(matrix, labels, rows));
    refused("gather takes a matrix, but its table", () -> backend.gather(pair, labels, rows));
    refused("gather takes a matrix, but its out", () -> backend.gather(matrix, labels, pair));
    refused("takes I32 for its indices", () -> backend.gather(matrix, pair, rows));
    refused("takes F32 for its out", () -> backend.gather(matrix, labels, bytes));
    refused(
        "gather of 2 indices and the table [2, 3] takes [2, 3] for its out, not [3, 2]",
        () -> backend.gather(matrix, labels, memory.part(20, Shape.of(3, 2))));
    refused(
        "gather writes over its own table",
        () -> backend.gather(matrix, labels, memory.part(5, Shape.of(2, 3))));
    assertDoesNotThrow(() -> backend.scatterAdd(labels, matrix, rows));
    refused(
        "scatterAdd of 2 indices and the out [5, 3] takes [2, 3] for its updates, not [3, 2]",
        () ->
            backend.scatterAdd(
                labels, memory.part(0, Shape.of(3, 2)), memory.part(20, Shape.of(5, 3))));
    refused("takes I32 for its indices", () -> backend.scatterAdd(pair, matrix, rows));
    refused("takes F32 for its updates", () -> backend.scatterAdd(labels, bytes, rows));
    refused("takes F32 for its out", () -> backend.scatterAdd(labels, matrix, bytes));
    refused(
        "scatterAdd writes over its own updates",
        () -> backend.scatterAdd(labels, matrix, memory.part(5, Shape.of(2, 3))));
    View words = labels.buffer().view(DType.F32, 0, Shape.of(2, 1));
    refused(
        "scatterAdd writes over its own indices",
        () -> backend.scatterAdd(labels, memory.part(0, Shape.of(2, 1)), words));
  }

  @Test
  void random() {
    refused("takes I32 for its out", () -> backend.randomBits(1, 2, state, pair));
    refused("takes I32 for its stepState", () -> backend.randomBits(1, 2, pair, labels));
    refused(
        "6 elements for its in",
        () -> backend.dropout(new Dropout(0.5, 1, 2), state, pair, matrix));
    refused("Dropout rate is 1.0", () -> new Dropout(1, 1, 2));
    refused("Dropout rate is 0.99999999", () -> new Dropout(0.99999999, 1, 2));
    refused("Dropout rate is NaN", () -> new Dropout(Double.NaN, 1, 2));
  }

  @Test
  void updates() {
    View velocity = memory.part(20, Shape.of(6));
    View second = memory.part(30, Shape.of(6));
    Access dense = Access.dense(DType.F32, Shape.of(6));
    List<Access> in = List.of(dense, dense, new Access(DType.I32, StepState.STEP, List.of(0L)));
    Result sum = new Result(Arithmetic.add(load(0), load(1)), dense);
    Mapping spec = new Mapping(Shape.of(6), in, List.of(sum, sum));
    assertDoesNotThrow(() -> update(spec, state, velocity, second));
    refused("update of 3 inputs and 2 outputs", () -> update(spec, state, velocity));
    refused("update writes over its own output 0", () -> update(spec, state, second, second));
    refused("update writes over its own input 0", () -> update(spec, state, other, tail(matrix)));
    refused("5 elements for its stepState", () -> update(spec, labels, velocity, second));
    refused("takes I32 for its stepState", () -> update(spec, one, velocity, second));
    View within = state.buffer().view(DType.F32, 0, Shape.of(1));
    Access single = new Access(DType.F32, 0, List.of(0L));
    Mapping ofOne = new Mapping(Shape.of(1), List.of(single), List.of(new Result(load(0), single)));
    refused(
        "update writes over its own stepState",
        () -> backend.update(ofOne, List.of(one), List.of(within), state));
    Access ints = Access.dense(DType.I32, Shape.of(2));
    Mapping ofInts =
        new Mapping(Shape.of(2), List.of(ints), List.of(new Result(load(0, DType.I32), ints)));
    refused(
        "update takes F32 for its output 0, but the view of 'labels' is of I32",
        () -> backend.update(ofInts, List.of(labels), List.of(labels), state));
    View measures = memory.part(40, Shape.of(2, 3));
    View totals = memory.part(50, Shape.of(2, 2));
    View squares = memory.part(54, Shape.of(1));
    assertDoesNotThrow(() -> backend.commit(matrix, measures, pair, squares, totals, state));
    assertDoesNotThrow(() -> backend.commit(matrix, measures, null, squares, totals, state));
    refused(
        "4 elements for its totals",
        () -> backend.commit(matrix, measures, pair, squares, other, state));
    refused(
        "2 elements for its sums",
        () -> backend.commit(matrix, measures, other, squares, totals, state));
    refused(
        "commit takes a matrix", () -> backend.commit(matrix, pair, pair, squares, totals, state));
    refused(
        "takes I32 for its stepState",
        () -> backend.commit(matrix, measures, pair, squares, totals, totals));
    View many = memory.part(40, Shape.of(65, 0));
    refused(
        "at most 64 measures, not [65, 0]",
        () -> backend.commit(matrix, many, pair, squares, totals, state));
    View over = memory.part(41, Shape.of(2));
    View first = memory.part(50, Shape.of(1));
    refused(
        "over its own totals", () -> backend.commit(matrix, measures, pair, first, totals, state));
    refused(
        "1 elements for its squares",
        () -> backend.commit(matrix, measures, pair, other, totals, state));
    refused(
        "over its own measures",
        () -> backend.commit(matrix, measures, over, squares, totals, state));
  }

  private void map(Mapping spec, View out, View... inputs) {
    backend.map(spec, List.of(inputs), List.of(out));
  }

  private static List<Result> times(Expression factor, Access to) {
    return List.of(new Result(Arithmetic.multiply(load(0), factor), to));
  }

  private void update(Mapping spec, View stepState, View... outputs) {
    backend.update(spec, List.of(matrix, other, state), List.of(outputs), stepState);
  }

  private View tail(View view) {
    return memory.part(view.elementOffset() + 1, view.shape());
  }

  private static Matmul.Operand dense(long batchStride) {
    return new Matmul.Operand(false, 3, batchStride);
  }

  private static Matmul product(
      long batch, Matmul.Operand a, Matmul.Operand b, Matmul.Operand out) {
    return new Matmul(batch, 3, 3, 3, a, b, out, 1, 0, Epilogue.NONE);
  }

  private static void refused(String expected, Executable use) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, use);
    assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
  }
}

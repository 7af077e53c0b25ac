package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Rows.Combine;
import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.kernels.RowsForm.FoldPart;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenClRowsRendererTest {
  private static final Tensor STRIDED = new Tensor(DType.F32, Walk.STRIDED);
  private static final Tensor SINGLE = new Tensor(DType.F32, Walk.SINGLE);

  private static final RowsForm ROWS =
      new RowsForm(
          List.of(
              new FoldPart(Combine.SUM, listing(multiply(load(0), parameter(2))), FoldOrder.LANES)),
          listing(multiply(add(load(0), load(1)), parameter(3))),
          listing(multiply(folded(0), parameter(4))),
          3,
          List.of(STRIDED, SINGLE),
          List.of(STRIDED),
          List.of(STRIDED));

  @Test
  void parametersOfRowsAreThoseOfTheForm() {
    assertEquals(
        "__global const F32* in0, long in0_offset, __global const F32* in1, long in1_offset, "
            + "__global F32* out0, long out0_offset, __global F32* row_out0, long row_out0_offset, "
            + "float scalar0, float scalar1, float scalar2, int rows, int length, "
            + "int extent0, int extent1, int in0_stride0, int in0_stride1, int in0_stride2, "
            + "int out0_stride0, int out0_stride1, int out0_stride2, "
            + "int row_out0_stride0, int row_out0_stride1",
        parameters(text(ROWS)));
  }

  @Test
  void eachListingHasItsOwnScalars() {
    String text = text(ROWS);
    assertTrue(text.contains("floats f0v1 = (floats)(scalar0);"), text);
    assertTrue(text.contains("floats v3 = (floats)(scalar1);"), text);
    assertTrue(text.contains("floats r1 = (floats)(scalar2);"), text);
  }

  /** An element's result may lie over an input that a row's result takes. */
  @Test
  void resultsOfElementsAreStoredLast() {
    String text = text(ROWS);
    assertTrue(text.indexOf("fold_SUM(meeting, part0)") < text.indexOf("(row_out0_row"), text);
    assertTrue(text.indexOf("(row_out0_row") < text.indexOf("(out0_row"), text);
  }

  @ParameterizedTest
  @EnumSource
  void parametersOfFoldsAreThoseOfTheForm(Direction direction) {
    assertEquals(
        "__global const F32* in0, long in0_offset, __global F32* partials, long partials_offset, "
            + "float scalar0, int rows, int length, int blocks, int extent0, "
            + "int in0_stride0, int in0_stride1",
        parameters(text(fold(Combine.SUM, direction))));
  }

  @ParameterizedTest
  @EnumSource
  void everyCombinationIsDefined(Combine combine) {
    String text = text(fold(combine, Direction.ALONG));
    assertTrue(text.contains("FOLD_BY(" + combine + ")"), text);
    assertTrue(text.contains("#define COMBINE_" + combine + "("), text);
    assertTrue(text.contains("#define NOTHING_" + combine + " "), text);
    assertTrue(text.contains("#define nothing_" + combine + " "), text);
  }

  @Test
  void differentKernelsHaveDifferentKeys() {
    assertNotEquals(
        fold(Combine.SUM, Direction.ALONG).key(), fold(Combine.SUM, Direction.ACROSS).key());
    assertNotEquals(
        fold(Combine.SUM, Direction.ALONG).key(), fold(Combine.MAX, Direction.ALONG).key());
    assertNotEquals(ROWS.key(), folding(Combine.MIN, FoldOrder.LANES).key());
    assertNotEquals(ROWS.key(), folding(Combine.SUM, FoldOrder.PAIRS).key());
  }

  private static RowsForm folding(Combine combine, FoldOrder order) {
    return new RowsForm(
        List.of(new FoldPart(combine, ROWS.folds().get(0).value(), order)),
        ROWS.perElement(),
        ROWS.perRow(),
        ROWS.axes(),
        ROWS.inputs(),
        ROWS.perElementOutputs(),
        ROWS.perRowOutputs());
  }

  private static FoldForm fold(Combine combine, Direction direction) {
    Listing value = listing(multiply(load(0), parameter(2)));
    return new FoldForm(value, combine, 2, List.of(STRIDED), direction);
  }

  private static Listing listing(Expression value) {
    return Listing.of(List.of(value));
  }

  private static String parameters(String text) {
    Matcher signature = Pattern.compile("\nvoid \\w+\\((.*)\\)").matcher(text);
    assertTrue(signature.find());
    return signature.group(1);
  }

  private static String text(KernelForm form) {
    return OpenClRenderer.render(form, MapSchedule.BLOCKS).text();
  }
}

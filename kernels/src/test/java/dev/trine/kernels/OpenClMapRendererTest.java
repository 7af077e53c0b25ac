package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.fromBits;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.min;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Operator;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenClMapRendererTest {
  private static final Shape EXTENTS = Shape.of(3, 5);
  private static final Access DENSE = Access.dense(DType.F32, EXTENTS);
  private static final Access ROW = Access.broadcast(DType.F32, Shape.of(5), EXTENTS);

  @Test
  void computesLineByLine() {
    String text = text(Mapping.dense(EXTENTS, 2, multiply(add(load(0), load(1)), parameter(3))));
    assertTrue(text.contains("floats v2 = ADD(v0, v1);"), text);
    assertTrue(text.contains("floats v3 = (floats)(scalar0);"), text);
    assertTrue(text.contains("floats v4 = MULTIPLY(v2, v3);"), text);
    assertTrue(text.contains("store_F32(out0 + first, v4, length, wide);"), text);
    assertFalse(text.contains("columns"), text);
  }

  @Test
  void parametersAreThoseOfTheForm() {
    Mapping mapping =
        new Mapping(
            EXTENTS,
            List.of(DENSE, ROW),
            List.of(new Result(multiply(add(load(0), load(1)), parameter(3)), DENSE)));
    Matcher signature = Pattern.compile("void map_\\w+\\((.*)\\)").matcher(text(mapping));
    assertTrue(signature.find());
    assertEquals(
        "__global const F32* in0, long in0_offset, __global const F32* in1, long in1_offset, "
            + "__global F32* out0, long out0_offset, float scalar0, int n, int wide, "
            + "int extent0, int extent1, int in1_stride0, int in1_stride1",
        signature.group(1));
  }

  @Test
  void whatIsTheSameForAllElementsIsComputedBeforeThem() {
    Expression root = sqrt(multiply(load(1), parameter(3)));
    Access single = new Access(DType.F32, 0, List.of(0L, 0L));
    String text =
        text(
            new Mapping(
                EXTENTS,
                List.of(DENSE, single),
                List.of(new Result(multiply(load(0), root), DENSE))));
    assertTrue(text.indexOf("= SQRT(") < text.indexOf("for (uint block"), text);
    assertTrue(text.indexOf("= load_F32(") > text.indexOf("for (uint block"), text);
  }

  @Test
  void anUpdateLooksAtTheStateAndAtItsResults() {
    Mapping mapping =
        new Mapping(
            EXTENTS,
            List.of(DENSE, ROW),
            List.of(
                new Result(add(load(0), load(1)), DENSE),
                new Result(multiply(load(0), load(1)), DENSE)));
    String text = OpenClRenderer.render(MapForm.guarded(mapping), MapSchedule.QUADS).text();
    assertTrue(text.contains("long out1_offset, __global int* state, long state_offset, int n,"));
    assertTrue(text.contains("if (state[HEALTHY] == 0) {"), text);
    assertTrue(text.contains("ints finite = FINITE(v2) & FINITE(v3);"), text);
    assertTrue(text.contains("scatter_finite(out1 + first, 1, v3, finite, length);"), text);
    assertNotEquals(MapForm.guarded(mapping).key(), MapForm.of(mapping).key());
  }

  @Test
  void constantsAreExact() {
    assertEquals("(floats)(0x1.99999ap-4f)", rendered(constant(0.1)));
    assertEquals("(floats)(-0x0.0p0f)", rendered(constant(-0.0)));
    assertEquals("(floats)(0x0.000002p-126f)", rendered(constant(Float.MIN_VALUE)));
    assertEquals("(floats)(INFINITY)", rendered(constant(Double.POSITIVE_INFINITY)));
    assertEquals("(floats)(-INFINITY)", rendered(constant(Double.NEGATIVE_INFINITY)));
    assertEquals("(floats)(NAN)", rendered(constant(Double.NaN)));
    assertEquals("(ints)(INT_MIN)", rendered(fromBits(whole(Integer.MIN_VALUE))));
  }

  /** What equals such a limit is the limit; of 0 there are two that are equal. */
  @Test
  void numbersWithinLimitsTakeAShorterWay() {
    assertComputes("AT_MOST(v0, v1)", min(load(0), constant(1.5)));
    assertComputes("AT_LEAST(v0, v1)", max(load(0), constant(-1.5)));
    for (double limit : new double[] {0, -0.0, 1e-60, Double.NaN}) {
      assertComputes("MIN(v0, v1)", min(load(0), constant(limit)));
      assertComputes("MAX(v0, v1)", max(load(0), constant(limit)));
    }
    assertComputes("MAX(v0, v1)", max(constant(1.5), load(0)));
  }

  @Test
  void differentKernelsHaveDifferentNames() {
    Mapping sum = Mapping.dense(EXTENTS, 2, add(load(0), load(1)));
    Mapping product = Mapping.dense(EXTENTS, 2, multiply(load(0), load(1)));
    assertEquals(source(sum).module(), source(sum).module());
    assertNotEquals(source(sum).module(), source(product).module());
    assertTrue(source(sum).text().contains("void " + source(sum).module() + "("));
  }

  /** Neither the program nor the key under which it is kept. */
  @Test
  void nothingFollowsTheLocale() {
    Expression value = add(multiply(load(0), load(1)), add(parameter(3), constant(0.5)));
    Mapping mapping = new Mapping(EXTENTS, List.of(DENSE, ROW), List.of(new Result(value, DENSE)));
    String key = MapForm.of(mapping).key();
    String text = text(mapping);
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertEquals(key, MapForm.of(mapping).key());
      assertEquals(text, text(mapping));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOperatorIsDefined(Operator operator) {
    String definition = "^(#define |INLINE \\w+ )" + operator + "\\(";
    String text = text(Mapping.dense(EXTENTS, 1, load(0)));
    assertTrue(Pattern.compile(definition, Pattern.MULTILINE).matcher(text).find());
  }

  /** Otherwise its tensors would have no type in OpenCL C. */
  @ParameterizedTest
  @EnumSource
  void everyTypeIsStored(DType type) {
    String text = text(Mapping.dense(EXTENTS, 1, load(0)));
    assertTrue(text.contains("\nSTORED(" + type + ", "));
  }

  /** How the first step is rendered. */
  private static void assertComputes(String expected, Expression value) {
    String text = text(Mapping.dense(EXTENTS, 1, value));
    assertTrue(text.contains("floats v2 = " + expected + ";"), text);
  }

  private static String rendered(Expression value) {
    Matcher first = Pattern.compile("v0 = (.*);").matcher(text(Mapping.dense(EXTENTS, 0, value)));
    assertTrue(first.find());
    return first.group(1);
  }

  private static String text(Mapping mapping) {
    return source(mapping).text();
  }

  private static KernelSource source(Mapping mapping) {
    return OpenClRenderer.render(MapForm.of(mapping), MapSchedule.BLOCKS);
  }
}

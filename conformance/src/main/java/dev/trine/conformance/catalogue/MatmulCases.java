package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Matrix products in every layout, with every epilogue, at sizes that no tile divides. */
final class MatmulCases {
  private static final boolean[] EITHER = {false, true};
  private static final long[] AWKWARD = {1, 6, 13, 207, 2046, 4098};
  private static final Values VALUES = Values.uniform(-1, 1);
  private static final Epilogue LEAKY = new Epilogue.TimesDerivative(Activation.LEAKY_RELU);

  private MatmulCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (boolean transposeA : EITHER) {
      for (boolean transposeB : EITHER) {
        sizes(transposeA, transposeB, cases);
        paddings(transposeA, transposeB, cases);
        batches(transposeA, transposeB, cases);
      }
    }
    epilogues(cases);
    empties(cases);
    weightGradients(cases);
    magnitudes(cases);
    nonFinites(cases);
    cases.addAll(OneTermCases.all());
    cases.addAll(ColumnSumCases.all());
    return cases;
  }

  private static void sizes(boolean transposeA, boolean transposeB, List<OpCase> cases) {
    cases.add(plain(6, 13, 7, transposeA, transposeB));
    for (long size : AWKWARD) {
      cases.add(plain(size, 19, 23, transposeA, transposeB));
      cases.add(plain(17, size, 23, transposeA, transposeB));
      cases.add(plain(17, 19, size, transposeA, transposeB));
    }
    cases.add(plain(1, 1, 1, transposeA, transposeB));
    cases.add(plain(1, 207, 65, transposeA, transposeB));
    cases.add(plain(207, 1, 65, transposeA, transposeB));
    cases.add(plain(64, 64, 64, transposeA, transposeB));
    cases.add(plain(129, 131, 67, transposeA, transposeB));
    cases.add(plain(512, 768, 640, transposeA, transposeB));
  }

  /** Rows longer in memory than in the matrix: a part of a wider matrix. */
  private static void paddings(boolean transposeA, boolean transposeB, List<OpCase> cases) {
    for (long padding : new long[] {1, 4, 51}) {
      Matmul dense = Matmul.of(6, 13, 7, transposeA, transposeB);
      Matmul padded =
          laidOut(
              dense,
              widened(dense.a(), padding),
              widened(dense.b(), padding + 2),
              widened(dense.out(), padding + 1));
      cases.add(product("rows %s apart".formatted(padding), padded, false));
      cases.add(product("rows %s apart".formatted(padding), padded.withScale(0.5, 0.25), true));
    }
  }

  private static void batches(boolean transposeA, boolean transposeB, List<OpCase> cases) {
    for (long batch : new long[] {0, 3}) {
      cases.add(product("", Matmul.batched(batch, 5, 6, 7, transposeA, transposeB), true));
    }
    cases.add(product("", Matmul.batched(65, 33, 17, 20, transposeA, transposeB), false));
    Matmul dense = Matmul.batched(3, 5, 6, 7, transposeA, transposeB);
    cases.add(
        product(
            "one a for all", laidOut(dense, strided(dense.a(), 0), dense.b(), dense.out()), false));
    cases.add(
        product(
            "one b for all", laidOut(dense, dense.a(), strided(dense.b(), 0), dense.out()), false));
    cases.add(
        product(
            "matrices apart",
            laidOut(
                dense, strided(dense.a(), 40), strided(dense.b(), 47), strided(dense.out(), 37)),
            true));
    cases.add(
        product(
            "rows 2 apart, matrices adjoining",
            laidOut(
                dense,
                adjoining(dense.a(), dense.m(), dense.k()),
                adjoining(dense.b(), dense.k(), dense.n()),
                adjoining(dense.out(), dense.m(), dense.n())),
            true));
  }

  private static void epilogues(List<OpCase> cases) {
    cases.add(product("", Matmul.of(6, 13, 7, false, true), true));
    cases.add(product("", Matmul.of(65, 129, 40, false, true), true));
    for (Epilogue epilogue : Epilogue.all()) {
      Matmul small = Matmul.of(6, 13, 7, false, true).withEpilogue(epilogue);
      Matmul tiled = Matmul.of(65, 129, 40, false, true).withEpilogue(epilogue);
      for (boolean bias : EITHER) {
        cases.add(product("", small, bias));
        cases.add(product("", tiled, bias));
      }
      if (epilogue.takesOther()) {
        derivatives(epilogue, cases);
      }
    }
    for (double[] scale : new double[][] {{1, 1}, {-0.5, 0}, {2, -0.75}, {0, 1}}) {
      for (boolean bias : EITHER) {
        Matmul scaled = Matmul.of(6, 13, 7, false, false).withScale(scale[0], scale[1]);
        cases.add(product("", scaled, bias));
        cases.add(product("", scaled.withActivation(Activation.TANH), bias));
        cases.add(product("", scaled.withEpilogue(LEAKY), bias));
      }
    }
    cases.add(product("", Matmul.of(65, 129, 40, true, false).withScale(0.5, 1), true));
  }

  /** Of numbers over all of the range that values have, and arguments; and of rows apart. */
  private static void derivatives(Epilogue epilogue, List<OpCase> cases) {
    double[] range = FloatRange.withNegatives(FloatRange.upToOne());
    Matmul wide = Matmul.of(2, range.length, 5, false, false).withEpilogue(epilogue);
    Values other = Values.ofRows(range, range);
    cases.add(product("over the range", wide, VALUES, VALUES, other, false, backend -> backend));
    Matmul dense = Matmul.batched(2, 6, 13, 7, true, false).withEpilogue(epilogue);
    Matmul apart = laidOut(dense, dense.a(), dense.b(), widened(strided(dense.out(), 101), 2));
    cases.add(product("rows and matrices apart", apart, false));
  }

  /** No rows, no columns, and sums of no terms: {@code act(beta·out + bias)}. */
  private static void empties(List<OpCase> cases) {
    cases.add(product("", Matmul.of(0, 13, 7, false, false), true));
    cases.add(product("", Matmul.of(6, 0, 7, false, false), false));
    for (boolean bias : EITHER) {
      Matmul noTerms = Matmul.of(6, 13, 0, false, false);
      cases.add(product("", noTerms, bias));
      cases.add(product("", noTerms.withScale(1, 0.5), bias));
      cases.add(product("", noTerms.withActivation(Activation.SIGMOID), bias));
      cases.add(product("", noTerms.withEpilogue(LEAKY), bias));
    }
  }

  /** Small results over a long batch, {@code xᵀ·dy}, which a device must split to be fast. */
  private static void weightGradients(List<OpCase> cases) {
    cases.add(plain(10, 64, 8192, true, false));
    cases.add(plain(13, 7, 8192, true, false));
    cases.add(plain(1, 1, 8192, true, false));
    cases.add(plain(512, 10, 8192, true, false));
    cases.add(product("", Matmul.of(13, 7, 8192, true, false).withEpilogue(LEAKY), false));
    cases.add(product("accumulated", Matmul.of(13, 7, 8192, true, false).withScale(1, 1), false));
    cases.add(
        product(
            "of one sign",
            Matmul.of(13, 7, 8192, true, false),
            Values.uniform(0, 1),
            Values.uniform(0, 1),
            false));
  }

  /** NaN and infinity reach the rows and columns that they belong to, and no others. */
  private static void nonFinites(List<OpCase> cases) {
    Matmul spec = Matmul.of(6, 13, 7, false, false);
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      cases.add(product(value + " in a", spec, VALUES.except(16, value), VALUES, true));
      cases.add(product(value + " in b", spec, VALUES, VALUES.except(30, value), true));
      for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
        cases.add(
            product(
                value + " in a",
                spec.withActivation(activation),
                VALUES.except(16, value),
                VALUES,
                true));
      }
    }
    cases.add(
        product(
            "infinity times zero",
            spec,
            VALUES.except(16, Double.POSITIVE_INFINITY),
            Values.constant(0),
            false));
  }

  /** Sums near the end of the range, small ones, and sums of terms whose factors are extreme. */
  private static void magnitudes(List<OpCase> cases) {
    Matmul small = Matmul.of(6, 13, 7, false, false);
    cases.add(scaled("large sums", small, 0x1p62, 0x1p62));
    cases.add(scaled("large times small", small, 0x1p126, 0x1p-126));
    cases.add(scaled("small sums", small, 0x1p-50, 0x1p-50));
    cases.add(scaled("large sums", Matmul.of(13, 7, 8192, true, false), 0x1p57, 0x1p57));
  }

  private static OpCase scaled(String what, Matmul spec, double a, double b) {
    return product(what, spec, Values.uniform(-a, a), Values.uniform(-b, b), false);
  }

  private static OpCase plain(long m, long n, long k, boolean transposeA, boolean transposeB) {
    return product("", Matmul.of(m, n, k, transposeA, transposeB), false);
  }

  static OpCase product(String what, Matmul spec, boolean bias) {
    return product(what, spec, VALUES, VALUES, bias);
  }

  private static OpCase product(String what, Matmul spec, Values a, Values b, boolean bias) {
    return product(what, spec, a, b, VALUES, bias, backend -> backend);
  }

  /**
   * @param way what of a backend multiplies
   */
  static OpCase product(String what, Matmul spec, boolean bias, Function<Backend, MatrixOps> way) {
    return product(what, spec, VALUES, VALUES, VALUES, bias, way);
  }

  private static OpCase product(
      String what,
      Matmul spec,
      Values a,
      Values b,
      Values other,
      boolean bias,
      Function<Backend, MatrixOps> way) {
    List<Argument> arguments = new ArrayList<>();
    // What lies between the rows may be loaded but must not count.
    arguments.add(
        input("a", a.except(MatrixLayout.ofA(spec)::isGap, Double.NaN), spec.elementsOfA()));
    arguments.add(
        input("b", b.except(MatrixLayout.ofB(spec)::isGap, Double.NaN), spec.elementsOfB()));
    if (bias) {
      arguments.add(input("bias", VALUES, spec.n()));
    }
    if (spec.epilogue().takesOther()) {
      Values outside = other.except(MatrixLayout.ofOut(spec)::isGap, Double.NaN);
      arguments.add(input("other", outside, spec.elementsOfOut()));
    }
    arguments.add(out(spec));
    return new OpCase(
        "matmul",
        name(what, spec, bias),
        arguments,
        (backend, tensors) ->
            way.apply(backend)
                .matmul(
                    spec,
                    tensors.get("a"),
                    tensors.get("b"),
                    tensors.get("bias"),
                    tensors.get("other"),
                    tensors.get("out"),
                    tensors.get(ColumnSumCases.SUMS)),
        spec.flops());
  }

  /** The old content is NaN where it must not be read, and gaps between rows stay as they are. */
  private static Argument out(Matmul spec) {
    Tolerance tolerance = Tolerance.within(new MatmulBound(spec));
    MatrixLayout layout = MatrixLayout.ofOut(spec);
    boolean dense =
        spec.out().leading() == spec.n() && spec.out().batchStride() == spec.m() * spec.n();
    if (spec.beta() != 0) {
      return updated("out", VALUES, tolerance, spec.elementsOfOut());
    }
    return dense
        ? output("out", tolerance, spec.batch(), spec.m(), spec.n())
        : updated(
            "out",
            VALUES.except(i -> !layout.isGap(i), Double.NaN),
            tolerance,
            spec.elementsOfOut());
  }

  private static String name(String what, Matmul spec, boolean bias) {
    StringBuilder name = new StringBuilder();
    if (spec.batch() != 1) {
      name.append(spec.batch()).append(" of ");
    }
    name.append("%sx%sx%s".formatted(spec.m(), spec.n(), spec.k()));
    name.append(spec.a().transposed() ? " aT" : " a").append(spec.b().transposed() ? "*bT" : "*b");
    if (spec.alpha() != 1 || spec.beta() != 0) {
      name.append(" alpha=%s beta=%s".formatted(spec.alpha(), spec.beta()));
    }
    if (bias) {
      name.append(" +bias");
    }
    if (!spec.epilogue().equals(Epilogue.NONE)) {
      name.append(' ').append(spec.epilogue());
    }
    return what.isEmpty() ? name.toString() : name + ", " + what;
  }

  static Matmul.Operand widened(Matmul.Operand operand, long by) {
    return new Matmul.Operand(operand.transposed(), operand.leading() + by, operand.batchStride());
  }

  static Matmul.Operand strided(Matmul.Operand operand, long stride) {
    return new Matmul.Operand(operand.transposed(), operand.leading(), stride);
  }

  /** Rows two elements apart, and the next matrix right behind the last of them. */
  private static Matmul.Operand adjoining(Matmul.Operand dense, long rows, long columns) {
    Matmul.Operand wide = widened(dense, 2);
    long stored = dense.transposed() ? columns : rows;
    return strided(wide, stored * wide.leading() - 2);
  }

  static Matmul laidOut(Matmul spec, Matmul.Operand a, Matmul.Operand b, Matmul.Operand out) {
    return new Matmul(
        spec.batch(),
        spec.m(),
        spec.n(),
        spec.k(),
        a,
        b,
        out,
        spec.alpha(),
        spec.beta(),
        spec.epilogue());
  }
}

package dev.trine.conformance.bits;

import dev.trine.backend.Activation;
import dev.trine.backend.Variants;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Matmul.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * Products by one way to multiply: sums of many terms, of few, and in parts that no tile divides.
 */
final class ProductBitCases {
  private static final boolean[] EITHER = {false, true};

  private final Variants.Product way;
  private final List<BitCase> cases = new ArrayList<>();

  private ProductBitCases(Variants.Product way) {
    this.way = way;
  }

  static List<BitCase> by(Variants.Product way) {
    ProductBitCases products = new ProductBitCases(way);
    products.layouts();
    products.terms();
    products.epilogues();
    products.scales();
    products.magnitudes();
    products.columnSums();
    return products.cases;
  }

  private void layouts() {
    for (boolean transposeA : EITHER) {
      for (boolean transposeB : EITHER) {
        put(Matmul.of(1, 1, 1, transposeA, transposeB), false);
        put(Matmul.of(6, 13, 7, transposeA, transposeB), true);
        put(Matmul.of(35, 70, 130, transposeA, transposeB), false);
        put(Matmul.batched(3, 5, 6, 19, transposeA, transposeB), true);
      }
    }
    put(Matmul.of(137, 133, 21, false, true), true);
    Matmul dense = Matmul.batched(2, 5, 18, 9, true, false);
    put(
        new Matmul(
            2,
            5,
            18,
            9,
            new Operand(true, 7, 70),
            new Operand(false, 21, 190),
            new Operand(false, 19, 100),
            1,
            0,
            dense.epilogue()),
        false);
  }

  /** Through the depths to which operands are packed at a time. */
  private void terms() {
    for (long terms : new long[] {0, 2, 16, 255, 256, 257, 513, 700}) {
      put(Matmul.of(13, 35, terms, false, true), true);
      put(Matmul.of(3, 40, terms, true, false).withScale(0.7, -1.3), false);
    }
    put(Matmul.of(100, 3, 300, false, false), false);
    put(Matmul.of(2, 600, 20, false, false), false);
  }

  private void epilogues() {
    for (Epilogue epilogue : Epilogue.all()) {
      put(Matmul.of(9, 34, 40, false, true).withEpilogue(epilogue), true);
      Matmul one = Matmul.of(5, 66, 1, false, false).withEpilogue(epilogue);
      put("any bits", new ProductBits(one, false, false, Patterns::drawn));
    }
    Epilogue derivative = new Epilogue.TimesDerivative(Activation.TANH);
    put(
        Matmul.batched(2, 7, 35, 300, true, true).withScale(-2.1, 0.3).withEpilogue(derivative),
        true);
  }

  private void scales() {
    for (double[] scale : new double[][] {{1, 1}, {-0.3, 0}, {0, 1}, {2, -0.75}}) {
      put(Matmul.of(6, 13, 7, false, false).withScale(scale[0], scale[1]), true);
    }
  }

  /**
   * Sums that overflow, are subnormal, or are 0 from below, where further terms of 0 would show.
   */
  private void magnitudes() {
    for (long terms : new long[] {1, 3, 4, 5}) {
      Matmul small = Matmul.of(9, 33, terms, false, false);
      put("any bits", new ProductBits(small, false, false, Patterns::drawn));
      put("tiny", new ProductBits(small, false, false, Patterns::tiny));
      put("tiny", new ProductBits(small.withScale(-1, 0), false, false, Patterns::tiny));
      put("tiny", new ProductBits(small.withScale(0.5, 1), true, false, Patterns::tiny));
    }
  }

  /** Of few columns and of many, of several blocks of terms, and of none. */
  private void columnSums() {
    for (boolean transposeB : EITHER) {
      for (long terms : new long[] {0, 21, 1024, 2500}) {
        sums(Matmul.of(3, 37, terms, true, transposeB));
        sums(Matmul.of(13, 1, terms, false, transposeB));
      }
    }
    sums(Matmul.of(0, 5, 40, true, false));
  }

  private void sums(Matmul spec) {
    put("near 1, column sums", new ProductBits(spec, false, true, Patterns::nearOne));
  }

  private void put(Matmul spec, boolean bias) {
    put("near 1", new ProductBits(spec, bias, false, Patterns::nearOne));
  }

  private void put(String what, ProductBits bits) {
    Matmul spec = bits.spec();
    String name =
        "%s times %sx%sx%s%s%s %s*+%s%s %s, %s, by %s"
            .formatted(
                spec.batch(),
                spec.m(),
                spec.k(),
                spec.n(),
                spec.a().transposed() ? " aT" : "",
                spec.b().transposed() ? " bT" : "",
                spec.alpha(),
                spec.beta(),
                bits.biased() ? " +bias" : "",
                spec.epilogue(),
                what,
                way.name());
    cases.add(bits.by(way.matrices(), name));
  }
}

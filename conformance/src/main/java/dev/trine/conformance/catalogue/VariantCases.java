package dev.trine.conformance.catalogue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Variants;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Products and convolutions by each way that a backend otherwise chooses by their size: what a
 * large one would meet, on a small one.
 */
public final class VariantCases {
  /** So many terms that every way goes round its loop, and ends in the middle. */
  private static final long TERMS = 23;

  private static final Epilogue DERIVATIVE = new Epilogue.TimesDerivative(Activation.TANH);

  private final String way;
  private final List<OpCase> cases = new ArrayList<>();

  private VariantCases(String way) {
    this.way = way;
  }

  /** None where the backend has but one way. */
  public static List<OpCase> of(Backend backend) {
    Variants variants = backend.variants();
    List<OpCase> cases = new ArrayList<>();
    if (variants.products().size() > 1) {
      variants.products().forEach(way -> cases.addAll(new VariantCases(way.name()).products()));
    }
    if (variants.convolutions().size() > 1) {
      variants
          .convolutions()
          .forEach(way -> cases.addAll(new VariantCases(way.name()).convolutions()));
    }
    return cases;
  }

  private List<OpCase> products() {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        add(Matmul.of(6, 7, TERMS, transposeA, transposeB), true);
        // Rows that wide loads and stores can take.
        add(Matmul.of(8, 8, 16, transposeA, transposeB), false);
        // More than one tile of any size: none that wide accesses take; and a whole one that they
        // do, with whole panels behind the first of any depth, and one that is not.
        add(Matmul.of(137, 133, TERMS, transposeA, transposeB), true);
        add(Matmul.of(136, 132, 40, transposeA, transposeB), false);
        // Sums that only the first tiles of each column of tiles add up.
        addColumnSums(Matmul.of(6, 7, TERMS, transposeA, transposeB));
        addColumnSums(Matmul.of(137, 133, TERMS, transposeA, transposeB));
      }
    }
    Matmul small = Matmul.of(6, 7, TERMS, false, false);
    // As many columns as reach the last of those that a lane computes.
    Matmul row = Matmul.of(1, 70, 13, false, false);
    for (Epilogue epilogue : Epilogue.all()) {
      add(small.withEpilogue(epilogue), false);
      add(row.withEpilogue(epilogue), false);
    }
    // What an epilogue takes beside whole tiles and at their ragged edges, in wide accesses or not.
    add(Matmul.of(136, 132, 24, false, true).withEpilogue(DERIVATIVE), false);
    add(Matmul.of(137, 133, TERMS, false, true).withEpilogue(DERIVATIVE), true);
    add(Matmul.batched(3, 5, 6, TERMS, false, true).withEpilogue(DERIVATIVE), false);
    add(small.withScale(-0.5, 2), true);
    add(Matmul.batched(3, 5, 6, TERMS, false, true), true);
    return cases;
  }

  private List<OpCase> convolutions() {
    convolution(ConvolutionCases.padded(3, 1), 1, Shape.of(1, 3, 3, 3), 2);
    convolution(ConvolutionCases.padded(3, 1), 1, Shape.of(1, 3, 3, 4), 4);
    // Phases, groups, and panels that the terms do not fill.
    convolution(ConvolutionCases.strided(3, 2, 1), 2, Shape.of(1, 9, 8, 16), 24);
    // More than one tile of any size: of places, filters and channels.
    convolution(ConvolutionCases.padded(1, 0), 1, Shape.of(1, 12, 11, 5), 133);
    convolution(ConvolutionCases.padded(1, 0), 1, Shape.of(1, 12, 11, 133), 5);
    convolution(ConvolutionCases.padded(1, 0), 1, Shape.of(1, 12, 11, 8), 132);
    convolution(ConvolutionCases.padded(1, 0), 1, Shape.of(1, 12, 11, 132), 8);
    return cases;
  }

  private void convolution(Window window, int groups, Shape images, int filters) {
    ConvolutionCases.add(cases, "by " + way, window, groups, images, filters, this::convolving);
  }

  private ConvolutionOps convolving(Backend backend) {
    List<Variants.Convolution> ways = backend.variants().convolutions();
    return ways.size() == 1
        ? ways.get(0).convolutions()
        : ways.stream()
            .filter(each -> each.name().equals(way))
            .findFirst()
            .orElseThrow()
            .convolutions();
  }

  private void addColumnSums(Matmul spec) {
    cases.add(ColumnSumCases.beside("by " + way, spec, this::multiplying));
  }

  private void add(Matmul spec, boolean bias) {
    cases.add(MatmulCases.product("by " + way, spec, bias, this::multiplying));
  }

  /** The reference has no other way than its own. */
  private MatrixOps multiplying(Backend backend) {
    List<Variants.Product> ways = backend.variants().products();
    return ways.size() == 1
        ? backend
        : ways.stream()
            .filter(each -> each.name().equals(way))
            .findFirst()
            .orElseThrow()
            .matrices();
  }
}

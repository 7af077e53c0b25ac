package dev.trine.conformance.catalogue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Variants;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.util.ArrayList;
import java.util.List;

/**
 * Products by each way to multiply that a backend otherwise chooses by their size: what a large
 * product would meet, on a small one.
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
    List<Variants.Product> ways = backend.variants().products();
    return ways.size() == 1
        ? List.of()
        : ways.stream().flatMap(way -> new VariantCases(way.name()).all().stream()).toList();
  }

  private List<OpCase> all() {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        add(Matmul.of(6, 7, TERMS, transposeA, transposeB), true);
        // Rows that wide loads and stores can take.
        add(Matmul.of(8, 8, 16, transposeA, transposeB), false);
        // More than one tile of any size: none of them whole; and a whole one, in wide accesses.
        add(Matmul.of(137, 133, TERMS, transposeA, transposeB), true);
        add(Matmul.of(136, 132, 24, transposeA, transposeB), false);
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

package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Matmul.Operand;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * What blocks of the terms of a {@link MatrixProduct} come to, each by itself: [blocks, m, n], or
 * of stacked matrices, of which it takes one block, [1, batch, m, n]. The operands are read where
 * they lie. Put into a graph when it is compiled, and never seen by the differentiator.
 *
 * @param product without epilogue
 * @param first the first term of the first block
 * @param terms of each block
 * @param blocks how many there are, one behind the other
 */
record PartialProducts(MatrixProduct product, long first, long terms, long blocks)
    implements Computation {
  /** Applies it to the operands of a product. */
  static Node of(MatrixProduct product, Node a, Node b, long first, long terms, long blocks) {
    return a.graph().apply(new PartialProducts(product, first, terms, blocks), a, b);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Shape whole = product.outputs(inputs).get(0).shape();
    long all = product.terms(inputs.get(0).shape());
    if (!product.epilogue().equals(Epilogue.NONE)
        || first < 0
        || terms < 0
        || first + terms * blocks > all
        || (whole.rank() > 2 && blocks != 1)) {
      throw new IllegalArgumentException("Cannot take %s of %s".formatted(this, inputs));
    }
    return List.of(TensorType.f32(whole.batched(blocks).dimensions()));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Matmul spec = spec(inputs, outputs);
    View a = inputs.get(0);
    View b = inputs.get(1);
    return backend.matmul(
        spec,
        a.part(first * alongTerms(spec.a(), true), Shape.of(spec.elementsOfA())),
        b.part(first * alongTerms(spec.b(), false), Shape.of(spec.elementsOfB())),
        null,
        outputs.get(0));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    return Cost.of((long) spec(inputs, outputs).flops(), inputs, outputs);
  }

  /** Rows, terms of each block, columns, then what is special. */
  @Override
  public String label(List<View> inputs, List<View> outputs) {
    Matmul spec = spec(inputs, outputs);
    return "matmul %sx%sx%s in %s blocks%s%s"
        .formatted(
            spec.m(),
            terms,
            spec.n(),
            spec.batch(),
            spec.a().transposed() ? " aT" : "",
            spec.b().transposed() ? " bT" : "");
  }

  /** A batch, of the blocks of one matrix or of the matrices. */
  private Matmul spec(List<View> inputs, List<View> outputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    Shape out = outputs.get(0).shape();
    long m = out.dimension(-2);
    long n = out.dimension(-1);
    return new Matmul(
        out.elements() / Math.max(1, m * n),
        m,
        n,
        terms,
        operand(a, product.transposeA(), true),
        operand(b, product.transposeB(), false),
        new Operand(false, n, m * n),
        1,
        0,
        Epilogue.NONE);
  }

  private Operand operand(Shape stored, boolean transposed, boolean isLeft) {
    long leading = stored.dimension(-1);
    Operand within = new Operand(transposed, leading, 0);
    long matrix = stored.dimension(-2) * leading;
    long stride = stored.rank() > 2 ? matrix : terms * alongTerms(within, isLeft);
    return new Operand(transposed, leading, stride);
  }

  /** Elements from one term to the next. */
  private static long alongTerms(Operand operand, boolean isLeft) {
    return operand.transposed() == isLeft ? operand.leading() : 1;
  }
}

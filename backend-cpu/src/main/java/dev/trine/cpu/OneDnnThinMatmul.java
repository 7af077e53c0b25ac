package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.dnnl_sgemm;

import dev.trine.DeviceLostException;
import dev.trine.backend.op.Matmul;
import dev.trine.tensor.DType;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A part of a product with a few rows or a single column, by oneDNN's BLAS call. To read the larger
 * matrix once is nearly all the work then; a primitive first lays it out anew, which takes two to
 * ten times as long, and starting one takes five times as long as this call.
 */
final class OneDnnThinMatmul implements OneDnnPart {
  private static final int FEW_ROWS = 12;

  /** Where it is the columns of b that are dense; with more, primitives win for large k. */
  private static final int FEW_ROWS_TRANSPOSED = 2;

  private final Part part;
  private final int k;
  private final float alpha;
  private final float beta;
  private final Operand a;
  private final Operand b;
  private final Operand result;
  private final Region bias;
  private final Matrix out;

  /** A matrix as BLAS describes it. */
  private record Operand(byte transposed, long leading, FloatPointer start) {
    static Operand of(Matrix matrix, int batch, int row, int rows, int column, int columns) {
      long offset = (long) matrix.at(batch, row, column) * Float.BYTES;
      FloatPointer start = new FloatPointer(OneDnn.at(matrix.region().address() + offset));
      return matrix.hasDenseRows()
          ? new Operand((byte) 'N', Math.max(matrix.rowStride(), columns), start)
          : new Operand((byte) 'T', Math.max(matrix.columnStride(), rows), start);
    }
  }

  /**
   * @param part of a single matrix
   * @param bias null if there is none
   */
  OneDnnThinMatmul(Matmul spec, Part part, Matrix a, Matrix b, Region bias, Matrix out) {
    this.part = part;
    this.bias = bias;
    this.out = out;
    k = (int) spec.k();
    alpha = (float) spec.alpha();
    beta = bias == null ? (float) spec.beta() : 1;
    this.a = Operand.of(a, part.batch(), part.row(), part.rows(), 0, k);
    this.b = Operand.of(b, part.batch(), 0, k, part.column(), part.columns());
    result = Operand.of(out, part.batch(), part.row(), part.rows(), part.column(), part.columns());
  }

  /** Whether this is the faster way; one of a bias and the old result can be added, not both. */
  static boolean suits(Matmul spec, Part part, Matrix b, Region bias) {
    boolean isF32 = b.region().type() == DType.F32;
    boolean fewRows =
        part.rows() <= (b.hasDenseRows() ? FEW_ROWS : FEW_ROWS_TRANSPOSED)
            && (bias == null || spec.beta() == 0);
    boolean oneColumn = part.columns() == 1 && bias == null;
    return isF32 && part.batches() == 1 && (fewRows || oneColumn);
  }

  @Override
  public void execute(dnnl_stream stream) {
    for (int row = 0; bias != null && row < part.rows(); row++) {
      int to = out.at(part.batch(), part.row() + row, part.column());
      bias.copyTo(part.column(), out.region(), to, part.columns());
    }
    int status =
        dnnl_sgemm(
            a.transposed,
            b.transposed,
            part.rows(),
            part.columns(),
            k,
            alpha,
            a.start,
            a.leading,
            b.start,
            b.leading,
            beta,
            result.start,
            result.leading);
    if (status != 0) {
      throw new DeviceLostException("oneDNN failed to multiply matrices: status " + status);
    }
  }

  @Override
  public void close() {}
}

package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import dev.trine.expression.DoublePrecision;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import java.util.List;

/** Matrix products by the definition, one dot product an element. */
public final class ReferenceMatrixOps implements MatrixOps {
  private final ReferenceQueue queue;
  private final Precision precision;

  ReferenceMatrixOps(ReferenceQueue queue, Precision precision) {
    this.queue = queue;
    this.precision = precision;
  }

  @Override
  public Call matmul(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    Contract.matmul(precision, spec, a, b, bias, other, out, columnSums);
    return queue.bind(
        () -> {
          multiply(
              spec,
              Floats.of(a, precision),
              Floats.of(b, precision),
              Floats.ofNullable(bias),
              Floats.ofNullable(other),
              Floats.of(out));
          if (columnSums != null) {
            ReferenceRows.run(spec.columnSums(), List.of(b), List.of(columnSums));
          }
        },
        a,
        b,
        bias,
        other,
        out,
        columnSums);
  }

  /** {@code out = epilogue(alpha·a·b + beta·out + bias)}; {@code bias} and other may be null. */
  public static void multiply(
      Matmul spec, Floats a, Floats b, Floats bias, Floats other, Floats out) {
    Expression epilogue = spec.epilogue().expression();
    int aRow = Math.toIntExact(spec.a().transposed() ? 1 : spec.a().leading());
    int aColumn = Math.toIntExact(spec.a().transposed() ? spec.a().leading() : 1);
    int bRow = Math.toIntExact(spec.b().transposed() ? 1 : spec.b().leading());
    int bColumn = Math.toIntExact(spec.b().transposed() ? spec.b().leading() : 1);
    int k = Math.toIntExact(spec.k());
    double[] row = new double[k];
    for (int batch = 0; batch < spec.batch(); batch++) {
      int aStart = Math.toIntExact(batch * spec.a().batchStride());
      int bStart = Math.toIntExact(batch * spec.b().batchStride());
      int outStart = Math.toIntExact(batch * spec.out().batchStride());
      for (int i = 0; i < spec.m(); i++) {
        for (int p = 0; p < k; p++) {
          row[p] = a.get(aStart + i * aRow + p * aColumn);
        }
        for (int j = 0; j < spec.n(); j++) {
          double dot = 0;
          for (int p = 0; p < k; p++) {
            dot += row[p] * b.get(bStart + p * bRow + j * bColumn);
          }
          int at = Math.toIntExact(outStart + i * spec.out().leading() + j);
          double sum = spec.alpha() * dot;
          if (spec.beta() != 0) {
            sum += spec.beta() * out.get(at);
          }
          if (bias != null) {
            sum += bias.get(j);
          }
          if (!(epilogue instanceof Load)) {
            double second = other == null ? Double.NaN : other.get(at);
            sum = DoublePrecision.of(epilogue, new double[] {sum, second});
          }
          out.set(at, sum);
        }
      }
    }
  }
}

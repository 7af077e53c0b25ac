package dev.trine.backend.op;

/**
 * What a reduction computes over the middle axis of an {@code outer × length × inner} tensor:
 * {@code out[o, i] = scale · Σ_l f(in[o, l, i])}.
 *
 * @param kind the function f
 */
public record Reduction(Kind kind, long outer, long length, long inner, double scale) {
  /** What is summed. */
  public enum Kind {
    /** x */
    SUM(0),
    /** x² */
    SUM_OF_SQUARES(1);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number in the device kernels. */
    public int code() {
      return code;
    }
  }

  public Reduction {
    if (outer < 0 || length < 0 || inner < 0) {
      throw new IllegalArgumentException(
          "Reduction over [%s, %s, %s] has a negative extent".formatted(outer, length, inner));
    }
  }

  /** The sums of the columns of a matrix. */
  public static Reduction ofColumns(long rows, long columns) {
    return new Reduction(Kind.SUM, 1, rows, columns, 1);
  }

  /** The sum of all elements times a factor. */
  public static Reduction ofAll(Kind kind, long elements, double scale) {
    return new Reduction(kind, 1, elements, 1, scale);
  }
}

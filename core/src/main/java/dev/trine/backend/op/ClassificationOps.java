package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/** Ops on rows of class scores (logits), [rows, classes]. Labels are I32, [rows]. */
public interface ClassificationOps {
  /** {@code out[r, c] = e^in[r, c] / Σ e^in[r, ·]}, computed without overflow; in place allowed. */
  Call softmax(View in, View out);

  /**
   * Cross-entropy of the softmax and its gradient in one pass (Bishop 1995, section 6.9).
   *
   * <p>{@code losses[r] = −scale·ln softmax(logits[r])[label]}, {@code gradient[r, c] =
   * scale·(softmax(logits[r])[c] − [c = label])}. A label outside [0, classes) gives NaN for its
   * row's loss and gradient. {@code gradient} may be the same view as {@code logits}.
   *
   * @param scale the weight of each row: 1/rows for the mean over a batch
   * @param losses [rows]
   * @param gradient as {@code logits}, or null where only the loss is wanted
   */
  Call softmaxCrossEntropy(double scale, View logits, View labels, View losses, View gradient);

  /**
   * {@code out[r] = 1} where the largest score of row r is that of its label, else 0. The lowest
   * index wins a tie; a row with a NaN counts as 0.
   *
   * @param out F32, [rows]
   */
  Call correct(View logits, View labels, View out);
}

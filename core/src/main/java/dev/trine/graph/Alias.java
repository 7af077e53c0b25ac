package dev.trine.graph;

import dev.trine.tensor.TensorType;
import java.util.List;

/** An op whose outputs are parts of its only input, maybe under other shapes. It costs nothing. */
public sealed interface Alias extends Op permits Reshape, Split {
  /** Where each output begins in the input, in elements. */
  List<Long> starts(TensorType input);
}

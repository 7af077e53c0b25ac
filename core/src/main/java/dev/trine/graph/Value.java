package dev.trine.graph;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import java.util.List;

/** An op without inputs that has nothing to run: its tensor is there. */
public interface Value extends Op {
  @Override
  default Role role() {
    return Role.VALUE;
  }

  @Override
  default Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    throw new AssertionError("a value has nothing to run");
  }
}

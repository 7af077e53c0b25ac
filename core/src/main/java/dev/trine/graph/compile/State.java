package dev.trine.graph.compile;

import dev.trine.backend.View;
import dev.trine.graph.Store;
import dev.trine.graph.Variable;
import dev.trine.tensor.TensorType;
import java.util.Map;

/** The tensors that a graph names and that outlive a program's runs. */
record State(Map<String, View> tensors) {
  View of(Variable variable) {
    View view = find(variable.name());
    if (!new TensorType(view.type(), view.shape()).equals(variable.type())) {
      throw new IllegalArgumentException(
          "The graph reads '%s' as %s, but the tensor in '%s' is %s%s"
              .formatted(
                  variable.name(),
                  variable.type(),
                  view.buffer().owner(),
                  view.type(),
                  view.shape()));
    }
    return view;
  }

  /** The tensor in which a value is kept, under the value's shape. */
  View of(Store store, TensorType value) {
    View view = find(store.name());
    if (value.elements() != view.elements() || value.type() != view.type()) {
      throw new IllegalArgumentException(
          "Cannot store %s as '%s': the tensor in '%s' has %s %s"
              .formatted(value, store.name(), view.buffer().owner(), view.elements(), view.type()));
    }
    return view.reshape(value.shape());
  }

  private View find(String name) {
    View view = tensors.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "The graph names '%s', which is not in the state that it was given: %s"
              .formatted(name, tensors.keySet()));
    }
    return view;
  }
}

package dev.trine.nn;

import dev.trine.tensor.DType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Whether arrays in memory are an example that a network takes. */
final class ExampleCheck {
  private final List<Network.Input> inputs;
  private final List<String> names;
  private final Map<String, Long> rows;

  ExampleCheck(Network network) {
    this.inputs = network.inputs();
    this.names = inputs.stream().map(Network.Input::name).toList();
    this.rows = IndexCheck.rows(network);
  }

  /** An example of a network of one input. */
  float[][] checked(float[] example) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "The network takes %s inputs: give the values of an example as a map, by the names %s"
              .formatted(inputs.size(), names));
    }
    check(inputs.get(0), example);
    return new float[][] {example};
  }

  /** An example by the names of the inputs; the result is in the network's order. */
  float[][] checked(Map<String, float[]> example) {
    if (!example.keySet().equals(new HashSet<>(names))) {
      throw new IllegalArgumentException(
          "The example has values of %s, the network takes %s"
              .formatted(example.keySet().stream().sorted().toList(), names));
    }
    inputs.forEach(input -> check(input, example.get(input.name())));
    return names.stream().map(example::get).toArray(float[][]::new);
  }

  /** What an example has of one input. */
  void check(Network.Input input, float[] values) {
    if (values.length != input.type().elements()) {
      throw new IllegalArgumentException(
          "The example has %s values of '%s', the network takes %s, an example being %s"
              .formatted(values.length, input.name(), input.type().elements(), input.type()));
    }
    if (input.type().type() == DType.F32) {
      return;
    }
    long count = rows.getOrDefault(input.name(), Long.MAX_VALUE);
    for (float value : values) {
      encode(input, value);
      if (value < 0 && count < Long.MAX_VALUE || value >= count) {
        throw new IllegalArgumentException(
            "The example has the index %s in '%s', expected one of 0 to %s; the network has a table of so many rows, as embedding(count, width) says"
                .formatted((long) value, input.name(), count - 1));
      }
    }
  }

  private static void encode(Network.Input input, float value) {
    try {
      input.type().type().encode(value);
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "The example has %s in '%s': %s".formatted(value, input.name(), unfit.getMessage()),
          unfit);
    }
  }
}

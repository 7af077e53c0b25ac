package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.graph.ops.LastAxis;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A recurrent layer that walks both ways, with weights of their own (Schuster and Paliwal 1997);
 * what the two give lies side by side along the last axis, 2·units, the given layer's first. The
 * other's parameters are called {@code reversed/…}, its own {@code layer/…}. It takes what the
 * layer takes; both ways end, and begin, where a sequence that is filled up does. States that it
 * begins with, and that it gives, are those of both ways side by side too, each [batch, 2·units].
 *
 * @param layer a {@link RecurrentLayer}
 */
public record Bidirectional(Layer layer) implements Layer {
  public Bidirectional {
    if (!(layer instanceof RecurrentLayer)) {
      throw new IllegalArgumentException(
          "bidirectional takes a recurrent, lstm or gru layer, which can walk both ways, not %s"
              .formatted(layer));
    }
    if (((RecurrentLayer) layer).carries()) {
      throw new IllegalArgumentException(
          "bidirectional takes no layer that carries its state from batch to batch, since the other way round there is none to go on with");
    }
  }

  @Override
  public List<Node> step(StepScope scope, List<Node> inputs) {
    throw new IllegalArgumentException(
        "it walks backwards too, from steps that are not there when one is made after the other; train with the layer alone");
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    List<Node> there = new ArrayList<>();
    List<Node> back = new ArrayList<>();
    for (Node input : inputs) {
      List<Node> ways = isState(input) ? halves(input) : List.of(input, input);
      there.add(ways.get(0));
      back.add(ways.get(1));
    }
    List<Node> first = scope.part("layer", layer, there);
    List<Node> second = scope.part("reversed", ((RecurrentLayer) layer).reversed(), back);
    return IntStream.range(0, first.size())
        .mapToObj(i -> LastAxis.concatenate(List.of(first.get(i), second.get(i))))
        .toList();
  }

  private static boolean isState(Node input) {
    return input.type() == DType.F32 && input.shape().rank() == 2;
  }

  private List<Node> halves(Node states) {
    int units = ((RecurrentLayer) layer).units();
    if (states.shape().dimension(1) != 2L * units) {
      throw new IllegalArgumentException(
          "it begins with states of both ways side by side, F32[%s], not F32%s"
              .formatted(2 * units, states.shape().example()));
    }
    return LastAxis.split(states, units, units);
  }
}

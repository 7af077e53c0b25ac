package dev.trine.nn;

import dev.trine.data.BatchShape;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.data.LengthBuckets;
import dev.trine.data.PaddedFields;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Whether a network takes the shorter batches of a {@linkplain Dataset#padded padded} set. */
public final class PaddingCheck {
  private PaddingCheck() {}

  /**
   * Checks that a network can be trained or measured on batches of all these lengths.
   *
   * @throws IllegalArgumentException if its weights depend on the steps of a sequence, or a target
   *     is not cut as its output is
   */
  public static void check(
      Network network, Dataset dataset, Objective objective, LengthBuckets buckets) {
    for (BatchShape shape : buckets.shapes()) {
      if (!shape.steps().isEmpty()) {
        check(network, dataset, objective, shape);
      }
    }
  }

  private static void check(
      Network network, Dataset dataset, Objective objective, BatchShape shape) {
    Map<String, Node> outputs = outputs(network, dataset, shape);
    for (Objective.Term term : objective.terms()) {
      Shape output = outputs.get(term.output()).shape();
      if (term.target() == null) {
        continue;
      }
      Field target = dataset.field(term.target());
      long given = shape.ofField(target.name(), target.type().shape()).elements();
      long wanted = term.loss().target(output).elements();
      if (given != wanted) {
        throw new IllegalArgumentException(
            "Of %s steps the output '%s' is %s, but the field '%s' has %s values; it is filled up as the others are: name it in padded(…) too"
                .formatted(shape.steps(), term.output(), output.example(), target.name(), given));
      }
    }
  }

  private static Map<String, Node> outputs(Network network, Dataset dataset, BatchShape shape) {
    List<String> lengths = dataset.padded().stream().map(PaddedFields::lengths).toList();
    Map<String, Node> outputs;
    ParameterLayout found;
    try {
      ShapeTrace shapes = new ShapeTrace(network.frozen());
      BatchShape one = new BatchShape(1, shape.steps());
      outputs = network.apply(shapes, new BatchFields(shapes.graph(), Feed.STREAMED, one));
      found = new ParameterLayout(shapes.parameters());
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "The data set says by padded(…) of %s that its sequences may be cut, but of %s steps the network cannot take them: %s; leave out padded(…)"
              .formatted(lengths, shape.steps(), unfit.getMessage()),
          unfit);
    }
    for (Parameter parameter : network.layout().parameters()) {
      Shape cut = found.parameter(parameter.name()).shape();
      if (!cut.equals(parameter.shape())) {
        throw new IllegalArgumentException(
            "The data set says by padded(…) of %s that its sequences may be cut, but the parameter '%s' %s of the network is for sequences of one length; leave out padded(…), or take layers that see each step"
                .formatted(lengths, parameter.name(), parameter.shape()));
      }
    }
    return outputs;
  }
}

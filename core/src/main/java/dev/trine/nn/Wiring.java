package dev.trine.nn;

import dev.trine.data.Field;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the names of a network make a graph in which everything leads to an output. */
final class Wiring {
  private Wiring() {}

  static void check(List<Network.Input> inputs, List<Vertex> layers, List<String> outputs) {
    if (inputs.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "The network has %s inputs and %s outputs, expected at least one of each"
              .formatted(inputs.size(), outputs.size()));
    }
    Set<String> known = new HashSet<>();
    inputs.forEach(input -> add(known, input.name()));
    Map<String, Vertex> owners = new LinkedHashMap<>();
    for (Vertex vertex : layers) {
      vertex.inputs().forEach(name -> requireKnown(known, name, "'" + vertex.name() + "' takes"));
      checkSharing(owners, vertex);
      add(known, vertex.name());
      owners.put(vertex.name(), vertex);
    }
    outputs.forEach(name -> requireKnown(known, name, "The network gives"));
    if (new HashSet<>(outputs).size() < outputs.size()) {
      throw new IllegalArgumentException("The outputs %s have one twice".formatted(outputs));
    }
    checkUse(known, layers, outputs);
  }

  private static void add(Set<String> known, String name) {
    Field.requireName("An input or a layer", name);
    if (!known.add(name)) {
      throw new IllegalArgumentException("'%s' is there twice".formatted(name));
    }
  }

  private static void requireKnown(Set<String> known, String name, String taker) {
    if (!known.contains(Vertex.ownerOf(name))) {
      throw new IllegalArgumentException(
          "%s '%s', which no input and no layer before it is called".formatted(taker, name));
    }
  }

  private static void checkSharing(Map<String, Vertex> before, Vertex vertex) {
    if (vertex.sharesWeights()) {
      Vertex owner = before.get(vertex.weights());
      if (owner == null || owner.sharesWeights() || !owner.layer().equals(vertex.layer())) {
        throw new IllegalArgumentException(
            "'%s' shares the weights of '%s', which is no layer before it with weights of its own%s"
                .formatted(
                    vertex.name(), vertex.weights(), owner == null ? "" : " and of its kind"));
      }
    }
  }

  private static void checkUse(Set<String> known, List<Vertex> layers, List<String> outputs) {
    Set<String> unused = new HashSet<>(known);
    outputs.forEach(name -> unused.remove(Vertex.ownerOf(name)));
    for (Vertex vertex : layers) {
      vertex.inputs().forEach(name -> unused.remove(Vertex.ownerOf(name)));
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "%s leads to no output; leave it out, or make it one of the outputs %s"
              .formatted(unused, outputs));
    }
  }
}

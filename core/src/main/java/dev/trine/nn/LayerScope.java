package dev.trine.nn;

import java.util.HashMap;
import java.util.Map;

/** A scope that names parameters by layer: the kind of layer and its number among that kind. */
abstract class LayerScope implements Scope {
  private final Map<String, Integer> counts = new HashMap<>();
  private String path = "";
  private int streams;

  void enter(Layer layer) {
    String kind = LayerJson.nameOf(layer);
    path = kind + "/" + (counts.merge(kind, 1, Integer::sum) - 1);
  }

  /** The current layer: {@code dense/1}. */
  String path() {
    return path;
  }

  /** Something of the current layer: {@code dense/1/weight}. */
  String path(String name) {
    return path + "/" + name;
  }

  @Override
  public int newRandomStream() {
    return streams++;
  }
}

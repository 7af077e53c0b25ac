package dev.trine.nn;

import dev.trine.backend.internal.Resources;
import java.util.HashMap;
import java.util.Map;

/** What a model carries from batch to batch, for each number of rows that a batch has. */
final class CarriedStates implements AutoCloseable {
  private final Model model;
  private final String owner;
  private final Map<Integer, CarriedState> states = new HashMap<>();
  private final Resources resources = new Resources();

  /** None yet, for a model, in memory of an owner. */
  CarriedStates(Model model, String owner) {
    this.model = model;
    this.owner = owner;
  }

  CarriedState ofRows(int rows) {
    return states.computeIfAbsent(
        rows, missing -> resources.add(new CarriedState(model, missing, owner)));
  }

  /** Begins all anew. */
  void clear() {
    states.values().forEach(CarriedState::clear);
  }

  @Override
  public void close() {
    resources.close();
  }
}

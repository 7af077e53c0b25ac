package dev.trine.cli;

import dev.trine.ModelFormatException;
import dev.trine.dataset.table.Preparation;
import dev.trine.nn.Model;

/** How rows of a table become what a model takes, noted in the model. */
public final class PreparationNote {
  private static final String NAME = "preparation";

  private PreparationNote() {}

  public static void write(Model model, Preparation preparation) {
    model.note(NAME, preparation.toJson());
  }

  /**
   * Reads it.
   *
   * @throws ModelFormatException if there is none, or not one of a preparation
   */
  public static Preparation read(Model model) {
    String json = model.notes().get(NAME);
    if (json == null) {
      throw new ModelFormatException(
          "The model does not say how rows of a table become what it takes; expected one that 'trine train --data' has saved");
    }
    return Preparation.fromJson(json);
  }
}

package dev.trine.cli.predict.data;

import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import java.util.List;

/** Examples in files of some kind, which a saved model is used on. */
public interface SavedModelData {
  /**
   * Reads what the model takes, without targets.
   *
   * @throws dev.trine.DataException if a file is not what it should be, naming the place
   * @throws dev.trine.ModelFormatException if the model does not say how they become what it takes
   */
  Dataset features(Model model);

  /**
   * Reads the same with targets.
   *
   * @throws dev.trine.DataException if a file is not what it should be, or has no targets
   * @throws dev.trine.ModelFormatException if the model does not say how they become what it takes
   */
  Dataset examples(Model model);

  /** The columns that tell which example it is, in what is printed. Features have been read. */
  List<String> columns();

  /** What they are for an example. */
  List<String> row(int example);
}

package dev.trine.cli.predict.data;

import java.util.List;

/** Examples without names, which are told by their numbers, from 0. */
abstract class NumberedData implements SavedModelData {
  @Override
  public List<String> columns() {
    return List.of("example");
  }

  @Override
  public List<String> row(int example) {
    return List.of(Integer.toString(example));
  }
}

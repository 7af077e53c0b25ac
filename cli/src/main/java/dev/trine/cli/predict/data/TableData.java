package dev.trine.cli.predict.data;

import dev.trine.cli.PreparationNote;
import dev.trine.cli.option.InputFile;
import dev.trine.data.Dataset;
import dev.trine.dataset.table.Table;
import dev.trine.nn.Model;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Rows of a file of separated values, which come with all their columns. */
final class TableData implements SavedModelData {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      converter = InputFile.class,
      description = "A table with the columns that it was trained on, in any order.")
  private Path file;

  private Table table;

  @Override
  public Dataset features(Model model) {
    return PreparationNote.read(model).features(table());
  }

  @Override
  public Dataset examples(Model model) {
    return PreparationNote.read(model).dataset(table());
  }

  @Override
  public List<String> columns() {
    return table().columns();
  }

  @Override
  public List<String> row(int example) {
    return table().columns().stream().map(column -> table.column(column).get(example)).toList();
  }

  private Table table() {
    if (table == null) {
      table = Table.read(file);
    }
    return table;
  }
}

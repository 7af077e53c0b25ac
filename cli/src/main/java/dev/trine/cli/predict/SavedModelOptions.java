package dev.trine.cli.predict;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.InputFile;
import dev.trine.dataset.table.Table;
import dev.trine.nn.Model;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model that was trained on a table, and a table that it is used on. */
final class SavedModelOptions {
  @Parameters(
      paramLabel = "MODEL",
      converter = InputFile.class,
      description = "A model that 'trine train --data' has saved.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      converter = InputFile.class,
      description = "A table with the columns that it was trained on, in any order.")
  private Path data;

  @Mixin private BackendOption backendOption;

  Table table() {
    return Table.read(data);
  }

  Selection select() {
    return backendOption.select(BackendOptions.defaults());
  }

  Model load(Backend backend) {
    return Model.load(backend, model);
  }
}

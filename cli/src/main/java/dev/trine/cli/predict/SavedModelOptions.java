package dev.trine.cli.predict;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Selection;
import dev.trine.cli.option.BackendOption;
import dev.trine.cli.option.InputFile;
import dev.trine.cli.predict.data.DataOption;
import dev.trine.cli.predict.data.SavedModelData;
import dev.trine.nn.Model;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A saved model, and examples that it is used on. */
final class SavedModelOptions {
  @Parameters(
      paramLabel = "MODEL",
      converter = InputFile.class,
      description = "A model that 'trine train' has saved.")
  private Path model;

  @ArgGroup(heading = "Your data, one of:%n", multiplicity = "1")
  private DataOption dataOption;

  @Mixin private BackendOption backendOption;

  SavedModelData data() {
    return dataOption.given();
  }

  Selection select() {
    return backendOption.select(BackendOptions.defaults());
  }

  Model load(Backend backend) {
    return Model.load(backend, model);
  }
}

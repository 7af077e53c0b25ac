package dev.trine.cli.train.source;

import dev.trine.cli.option.InputFile;
import dev.trine.dataset.split.Split;
import dev.trine.dataset.table.Preparation;
import dev.trine.dataset.table.PreparationBuilder;
import dev.trine.dataset.table.Table;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Rows of a file of separated values. */
final class TableSource implements Source {
  private static final String[] NONE = {};

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      converter = InputFile.class,
      description = "A table, a row an example: .csv, .tsv, also with .gz.")
  private Path file;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COLUMN",
      description = "Its column that is learned: a number, or else a class.")
  private String target;

  @Option(names = "--classes", description = "The target is classes, though it be numbers.")
  private boolean isClasses;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are not learned from, such as running numbers.")
  private String[] without = NONE;

  @Override
  public Parts read(double held, long seed) {
    Table table = Table.read(file);
    boolean classified = isClasses || !preparation().fit(table).classes().isEmpty();
    // Said, and not guessed again: the part to train on may look otherwise than the whole.
    PreparationBuilder builder =
        classified ? preparation().categorical(target) : preparation().numeric(target);
    Split split =
        classified
            ? Split.stratified(table.column(target), 1 - held, seed)
            : Split.random(table.size(), 1 - held, seed);
    Table train = table.select(split.train());
    Preparation fitted = builder.fit(train);
    Table test = table.select(split.test());
    return new Parts(
        fitted.dataset(train),
        fitted.dataset(test),
        Optional.of(fitted),
        Optional.of(new RawRows(test, target)));
  }

  private PreparationBuilder preparation() {
    return Preparation.of(target).without(without);
  }

  @Override
  public String toString() {
    return file.getFileName() + ", column '" + target + "'";
  }
}

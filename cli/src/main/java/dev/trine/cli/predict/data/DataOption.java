package dev.trine.cli.predict.data;

import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;

/** {@code --data}, {@code --idx}, {@code --images} or {@code --npz}. */
public final class DataOption {
  @ArgGroup(exclusive = false)
  private TableData table;

  @ArgGroup(exclusive = false)
  private IdxData idx;

  @ArgGroup(exclusive = false)
  private ImageData images;

  @ArgGroup(exclusive = false)
  private NpzData npz;

  /** The one that was given. */
  public SavedModelData given() {
    return Stream.of(table, idx, images, npz).filter(Objects::nonNull).findFirst().orElseThrow();
  }
}

package dev.trine.cli.train.source;

import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;

/**
 * {@code --data}, {@code --idx}, {@code --images} or {@code --npz}, each with what belongs to it.
 */
public final class SourceOption {
  /** As messages list them. */
  public static final String NAMES = "--data, --idx, --images, --npz";

  @ArgGroup(exclusive = false)
  private TableSource table;

  @ArgGroup(exclusive = false)
  private IdxSource idx;

  @ArgGroup(exclusive = false)
  private ImageSource images;

  @ArgGroup(exclusive = false)
  private NpzSource npz;

  /** The one that was given. */
  public Source given() {
    return Stream.of(table, idx, images, npz).filter(Objects::nonNull).findFirst().orElseThrow();
  }
}

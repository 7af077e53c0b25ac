package dev.trine.examples;

/** An application on real data: a program that trains networks and says how good they are. */
public interface Example {
  /** What it does, in a line. */
  String summary();

  /** What arguments it takes, such as {@code WORD…}; empty if it takes none. */
  default String arguments() {
    return "";
  }

  /** What a folder that the user gives has to have in it; empty if all data are bundled. */
  default String folder() {
    return "";
  }

  /** Whether there is a {@link SparkExample} of the same name. */
  default boolean isForSpark() {
    return false;
  }

  /**
   * Runs it, and ends with its result beside that of a baseline, measured in the same run.
   *
   * @throws IllegalArgumentException if an argument is none that it takes
   * @throws dev.trine.DataException if the folder has not what it needs
   */
  void run(Setting setting);
}

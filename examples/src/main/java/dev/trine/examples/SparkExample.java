package dev.trine.examples;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * An example as it is trained on Apache Spark. Those there are lie in a module of their own, so
 * that no Spark comes with the others, and are found as services.
 */
public interface SparkExample {
  /** What the example is called that this is on Spark. */
  String name();

  /**
   * Trains it there, and on the backend of the setting, too: that is the baseline of its result.
   *
   * @throws dev.trine.DataException if the folder has not what it needs
   */
  void run(Setting setting, SparkSetting spark);

  /** The one of a name; nothing where the class path has no Spark and what is made for it. */
  static Optional<SparkExample> named(String name) {
    for (SparkExample example : ServiceLoader.load(SparkExample.class)) {
      if (example.name().equals(name)) {
        return Optional.of(example);
      }
    }
    return Optional.empty();
  }
}

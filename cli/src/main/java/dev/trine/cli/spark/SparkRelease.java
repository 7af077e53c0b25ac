package dev.trine.cli.spark;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * Which Spark Trine is built against.
 *
 * @param megabytes that Maven fetches where it has nothing of it
 * @param jvmOptions what a JVM is told that runs it
 */
record SparkRelease(String version, int megabytes, List<String> jvmOptions) {
  /** From Java 23 on Spark's Hadoop client finds no subject. */
  private static final int NEWEST_JAVA = 22;

  static SparkRelease read() {
    Properties properties = new Properties();
    try (InputStream resource = SparkRelease.class.getResourceAsStream("spark.properties")) {
      properties.load(resource);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new SparkRelease(
        properties.getProperty("version"),
        Integer.parseInt(properties.getProperty("megabytes")),
        List.of(properties.getProperty("opens").split(" ")));
  }

  /**
   * @param java its version, such as 17
   * @throws TrineException if this Spark does not run on it
   */
  void require(int java) {
    if (java > NEWEST_JAVA) {
      throw new TrineException(
          "Apache Spark %s runs on Java 17 to %s, and this is Java %s; set JAVA_HOME to such a JDK"
              .formatted(version, NEWEST_JAVA, java));
    }
  }
}

package dev.trine.examples.spark;

import dev.trine.TrineException;
import dev.trine.nn.Model;
import dev.trine.spark.SparkTrainer;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Where Spark is, by the name of its master. */
record Cluster(String master) {
  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Connects to it.
   *
   * @throws TrineException if that fails
   */
  JavaSparkContext open() {
    SparkConf configuration = new SparkConf().setMaster(master).setAppName("Trine digits");
    if (isLocal()) {
      configuration
          .set("spark.ui.enabled", "false")
          .set("spark.driver.bindAddress", LOOPBACK)
          .set("spark.driver.host", LOOPBACK);
    } else {
      configuration.setJars(jars());
    }
    try {
      return working(new JavaSparkContext(configuration));
    } catch (Exception failure) { // Scala throws checked exceptions undeclared
      throw new TrineException(
          "Spark at %s cannot be used: %s; see that its master runs, that workers have joined it, and that it is Spark of the version that this is for"
              .formatted(master, failure.getMessage()),
          failure);
    }
  }

  /** A context on which a task has run. */
  private static JavaSparkContext working(JavaSparkContext context) {
    try {
      context.parallelize(Arrays.asList(0), 1).count();
      return context;
    } catch (Exception failure) {
      context.close();
      throw failure;
    }
  }

  private boolean isLocal() {
    return master.startsWith("local");
  }

  /** What executors need: they have Spark, and this brings all else. */
  private static String[] jars() {
    return Arrays.stream(new Class<?>[] {Model.class, SparkTrainer.class})
        .flatMap(type -> Arrays.stream(JavaSparkContext.jarOfClass(type)))
        .distinct()
        .toArray(String[]::new);
  }
}

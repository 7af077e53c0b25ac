package dev.trine.spark;

import dev.trine.verification.record.ClassRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * Leaves out Spark's slow tests, and all on its other versions, while neither this module nor what
 * it trains with has changed.
 */
public final class SparkRecord extends ClassRecord {
  private static final Path REPOSITORY = Path.of("..");

  public SparkRecord() {
    super(
        List.of(
            REPOSITORY.resolve("core/src/main"),
            REPOSITORY.resolve("backend-cpu/src/main"),
            REPOSITORY.resolve("spark/src"),
            REPOSITORY.resolve("spark/pom.xml"),
            REPOSITORY.resolve("pom.xml"),
            Path.of("pom.xml")));
  }
}

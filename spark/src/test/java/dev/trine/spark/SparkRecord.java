package dev.trine.spark;

import dev.trine.verification.record.ClassRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * Leaves out Spark's slow tests, and all on its other versions, while neither this module nor what
 * trains has changed.
 */
public final class SparkRecord extends ClassRecord {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path CORE = REPOSITORY.resolve("core/src/main/java/dev/trine");

  public SparkRecord() {
    super(
        List.of(
            CORE.resolve("data"),
            CORE.resolve("graph"),
            CORE.resolve("nn"),
            CORE.resolve("train"),
            REPOSITORY.resolve("spark/src"),
            REPOSITORY.resolve("spark/pom.xml"),
            REPOSITORY.resolve("pom.xml"),
            Path.of("pom.xml")));
  }
}

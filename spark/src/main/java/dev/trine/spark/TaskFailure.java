package dev.trine.spark;

import dev.trine.TrineException;
import org.apache.spark.SparkException;

/** What a task threw, out of what Spark makes of it on the driver. */
final class TaskFailure {
  private TaskFailure() {}

  /** Throws what of this library is the cause of an exception of Spark, if anything is. */
  static void throwCause(Exception failure) {
    if (!(failure instanceof SparkException)) {
      return;
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      boolean isOwn =
          cause instanceof TrineException
              || cause instanceof IllegalArgumentException
              || cause instanceof IllegalStateException;
      if (isOwn) {
        cause.addSuppressed(failure); // which says where, and in which attempt
        throw (RuntimeException) cause;
      }
    }
  }
}

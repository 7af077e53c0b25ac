package dev.trine.cli.spark;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Where Spark is. */
final class Master implements ITypeConverter<String> {
  private static final Pattern HERE = Pattern.compile("local(\\[(\\d+|\\*)])?");
  private static final Pattern CLUSTER =
      Pattern.compile("spark://[^:/\\s]+:\\d+(,[^:/\\s]+:\\d+)*");

  @Override
  public String convert(String text) {
    if (isHere(text) || CLUSTER.matcher(text).matches()) {
      return text;
    }
    throw new TypeConversionException(
        "'%s' is no master, expected local[N], local[*] or spark://HOST:PORT; for other clusters there is spark-submit"
            .formatted(text));
  }

  /** Whether driver and executors are one process on this machine. */
  static boolean isHere(String master) {
    return HERE.matcher(master).matches();
  }
}

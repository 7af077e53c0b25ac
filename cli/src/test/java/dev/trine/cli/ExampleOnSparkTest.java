package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code trine example --spark}, as far as it goes without Spark. */
class ExampleOnSparkTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "digits --local-steps 8               | --spark",
        "digits --partitions 8                | --spark",
        "digits --spark                       | --spark",
        "digits --spark yarn                  | spark-submit",
        "digits --spark local[x]              | local[N]",
        "digits --spark spark://host          | spark://HOST:PORT",
        "digits --spark local --local-steps -1 | from 0",
        "digits --spark local --local-steps x | 'x'",
        "digits --spark local --partitions 0  | from 1",
        "digits --spark local --retrain       | trained each time",
        "forecast --spark local[2]            | not trained on Spark",
      })
  void wrongUsageIsNamedInALine(String arguments, String named) {
    Run run = Run.of(("example " + arguments).split(" "));
    assertEquals(2, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(named), run.err());
    assertEquals("", run.out());
  }

  @Test
  void theListSaysWhatIsTrainedOnIt() {
    Run run = Run.of("example");
    assertEquals(
        1, run.lines().stream().filter(line -> line.contains("--spark MASTER")).count(), run.out());
  }
}

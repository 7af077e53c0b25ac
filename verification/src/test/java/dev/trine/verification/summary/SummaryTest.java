package dev.trine.verification.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  private static final String PASSES = "<testcase name=\"passes\" classname=\"a.B\" time=\"0.1\"/>";
  private static final String SKIPPED =
      """
      <testcase name="isSkipped()[1]" classname="a.B" time="0">
        <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: Oclgrind is not installed: OpenCL finds nothing
      	at a.B]]></skipped>
      </testcase>
      """;
  private static final String FAILS =
      """
      <testcase name="fails" classname="a.B" time="0.1">
        <failure message="expected: &lt;1&gt; but was: &lt;2&gt;" type="AssertionFailedError">
        trace</failure>
        <system-out><![CDATA[out]]></system-out>
      </testcase>
      <testcase name="" classname="a.C" time="0"><error type="java.lang.Error">java.lang.Error</error></testcase>
      """;
  private static final String LOG =
      """
      [INFO] Reactor Summary for Trine 0.1.0-SNAPSHOT:
      [INFO]
      \u001B[0m[INFO] Trine core ............... \u001B[1;32mSUCCESS\u001B[m [ 30.000 s]
      [INFO] Trine command line ....... SUCCESS [01:30 min]
      """;

  @TempDir Path root;
  private Checkout checkout;

  @BeforeEach
  void setUp() throws IOException {
    checkout = Checkout.in(root);
  }

  @Test
  void tellsOfEveryModuleAndJava() throws IOException {
    checkout.report("core", "surefire-reports/plain", "17", PASSES + PASSES);
    checkout.report("core", "surefire-reports-newer", "25", PASSES);
    checkout.report("cli", "failsafe-reports", "17", PASSES + SKIPPED + SKIPPED);
    checkout.report("cli", "classes", "17", PASSES);
    assertEquals(
        List.of(
            "Module             Java    Tests  Skipped   Failed  Minutes",
            "core                 17        2        0        0      0.5",
            "cli                  17        3        2        0      1.5",
            "core                 25        1        0        0      0.5",
            "",
            "2 skipped: Oclgrind is not installed: OpenCL finds nothing",
            "6 tests, 2 skipped (2: Oclgrind is not installed), 2.5 minutes"),
        summary(150, "17=" + checkout.log("17.log", LOG), "25=" + checkout.log("25.log", LOG)));
  }

  @Test
  void namesWhatFailed() throws IOException {
    checkout.report("core", "surefire-reports", "17", PASSES + FAILS);
    String log =
        """
        [INFO] Trine core ............... FAILURE [ 30.000 s]
        [INFO] Trine command line ....... SKIPPED
        """;
    assertEquals(
        List.of(
            "core                 17        3        0        2      0.5",
            "",
            "FAILED on Java 17, core: a.B.fails: expected: <1> but was: <2>",
            "FAILED on Java 17, core: a.C: java.lang.Error",
            "3 tests, 2 failed, 0 skipped, 1.0 minutes"),
        summary(60, "17=" + checkout.log("17.log", log)).subList(1, 6));
  }

  @Test
  void namesSomeOfManyThatFailed() throws IOException {
    checkout.report("core", "surefire-reports", "17", FAILS.repeat(12));
    List<String> lines = summary(60, "17=" + root.resolve("none.log"));
    assertTrue(lines.contains("FAILED on Java 17, core: a.B: 2 more"), lines::toString);
  }

  @Test
  void namesAModuleThatFailedBeforeItsTests() throws IOException {
    String log = "[INFO] Trine core ............... FAILURE [ 30.000 s]\n";
    assertTrue(
        summary(60, "17=" + checkout.log("17.log", log))
            .contains("FAILED on Java 17, core: not a test; Maven's output above says what"));
  }

  @Test
  void namesTheProjectIfThatFailed() throws IOException {
    String log = "[INFO] Trine .............................. FAILURE [  1.000 s]\n";
    assertTrue(
        summary(60, "17=" + checkout.log("17.log", log))
            .contains("FAILED on Java 17, .: not a test; Maven's output above says what"));
  }

  @Test
  void warnsOfWhatTookLongerThanItsBudget() throws IOException {
    checkout.report("core", "surefire-reports", "17", PASSES);
    String log = "[INFO] Trine core ............... SUCCESS [01:36 min]\n";
    assertEquals(
        List.of(
            "WARNING: core on Java 17 took 1.6 minutes, over its budget of 1.5",
            "WARNING: all of it took 16.0 minutes, over its budget of 15.0",
            "1 tests, 0 skipped, 16.0 minutes"),
        summary(960, "17=" + checkout.log("17.log", log)).subList(3, 6));
  }

  @Test
  void tellsOfABuildThatWasStopped() throws IOException {
    checkout.report("core", "surefire-reports", "17", PASSES);
    List<String> lines = summary(60, "17=" + root.resolve("none.log"));
    assertEquals("core                 17        1        0        0  cut off", lines.get(1));
  }

  @Test
  void refusesABudgetThatIsNone() throws IOException {
    checkout.log("verification/budgets.txt", "core one\n");
    IOException refused = assertThrows(IOException.class, () -> summary(60));
    assertTrue(refused.getMessage().contains("the line \"core one\": write a name and minutes"));
  }

  private List<String> summary(int seconds, String... runs) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(root.toString(), "./verify", "" + seconds));
    arguments.addAll(List.of(runs));
    return Summary.lines(arguments);
  }
}

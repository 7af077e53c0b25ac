package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is held after many rounds is what was held after some. */
@Tag("cluster")
@ExtendWith(SparkRecord.class)
@EnabledOnOs(OS.LINUX)
class EnduranceTest {
  private static final int TASKS_AT_ONCE = 2;

  @TempDir private Path folder;

  private record Held(long replicas, long heap, long process, long blocks) {
    static Held of(String line) {
      long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
      return new Held(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
  }

  @Test
  void nothingIsLeftBehindByRounds() throws Exception {
    List<String> options =
        new ArrayList<>(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    // With a heap that does not grow, the process grows by what is beside it.
    options.addAll(List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    options.addAll(List.of("-cp", System.getProperty("java.class.path")));
    ForkedJvm.Result result =
        ForkedJvm.start(folder, Map.of(), options, EnduranceProgram.class).await();
    assertEquals(0, result.status(), result::err);
    String[] lines = result.out().split("\n");
    long weights = Long.parseLong(lines[0]);
    Held warm = Held.of(lines[1]);
    Held last = Held.of(lines[2]);
    assertEquals(TASKS_AT_ONCE, last.replicas);
    assertTrue(last.blocks - warm.blocks < 4 * weights, result::out);
    long leak = (EnduranceProgram.ROUNDS - EnduranceProgram.WARM) * weights;
    assertTrue(last.heap - warm.heap < leak / 8, result::out);
    assertTrue(last.process - warm.process < leak / 4, result::out);
    assertEquals("0 0", lines[3], "replicas and sets that are kept when training ended");
  }
}

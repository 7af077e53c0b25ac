package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input: one line on stderr that names it, no stack trace, exit code 2. */
class WrongUsageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate                                    | frobnicate",
        "devices cpu                                   | trine devices --help",
        "train                                         | digits",
        "train                                         | --data, --idx, --images, --npz",
        "train --epochs 3                              | --images",
        "train --data pom.xml                          | --target",
        "train --target x                              | --data",
        "train --images src --size 8                   | such as 28x28",
        "train --images src --size 0x8                 | such as 28x28",
        "train --size 8x8                              | --images",
        "train --npz pom.xml --idx src                 | mutually exclusive",
        "train --data pom.xml --target x --idx src     | mutually exclusive",
        "train --idx src --rgb                         | --images",
        "train --idx src --test 0.5                    | a part to test with",
        "train --npz pom.xml --test 0                  | --test",
        "train --npz pom.xml --test 1                  | --test",
        "train --npz pom.xml --validation -1           | --validation",
        "train --npz pom.xml --patience 0              | --patience",
        "train --npz pom.xml --augment turn=3          | shift=PIXELS",
        "train --npz pom.xml --augment flip=1          | flip=1",
        "train --npz pom.xml --augment shift           | shift=PIXELS",
        "train --npz pom.xml --augment shift=1.5       | shift=1.5",
        "train --npz pom.xml --augment flip,rotate=200 | 0 to 180",
        "train --npz pom.xml --augment flip,           | shift=PIXELS",
        "train --npz pom.xml --network ../examples/networks/mlp.json --hidden 3 | mutually exclusive",
        "train --epochs 3 digits                       | --epochs",
        "train iris                                    | iris",
        "tarin                                         | did you mean train?",
        "train digits --epoch 3                        | did you mean --epochs",
        "train --data pom.xml                          | trine: Missing required argument",
        "train digits --backend quantum                | quantum",
        "train digits --epochs 0                       | --epochs",
        "train digits --epochs many                    | many",
        "train digits --batch 0                        | --batch",
        "train digits --batch 5000                     | 1438",
        "train digits --hidden 0                       | --hidden",
        "train digits --hidden 12,,4                   | --hidden",
        "train digits --hidden a                       | --hidden",
        "train digits --lr nan                         | --lr",
        "train digits --lr NaN                         | --lr",
        "train digits --lr -1                          | --lr",
        "train digits --lr Infinity                    | --lr",
        "train digits --lr 1e-46                       | --lr",
        "train digits --lr 1e39                        | --lr",
        "train digits --dropout 1                      | --dropout",
        "train digits --dropout 0.99999999             | --dropout",
        "train digits --seed x                         | --seed",
        "train digits --precision half                 | --precision",
        "train digits --portable --precision bf16_mixed | portable results are of F32",
        "check cpu --precision half                    | --precision",
        "train digits --what                           | --what",
        "predict                                       | MODEL",
        "predict pom.xml                               | --data",
        "evaluate pom.xml                              | --data",
        "check quantum                                 | quantum",
        "check cpu --tier huge                         | huge",
        "bench                                         | needs one of",
        "example nix                                   | forecast",
        "example forecast nix                          | takes no arguments",
        "example forecast --data src                   | is bundled",
        "example forecast --backend quantum            | quantum",
        "bench step --batch 8                          | --net",
        "bench step --net 8 --batch 1                  | no layer",
        "bench step --net 8,0 --batch 1                | --net",
        "bench step --net 8,8 --batch 0                | --batch",
        "bench step --net 8,8 --batch 1 --optimizer x  | --optimizer",
        "bench step --net 8,8 --batch 1 --threads 0    | --threads",
        "bench step --batch 1 --net 8,8 --network ../examples/networks/mlp.json | mutually exclusive",
        "summary                                       | FILE",
        "bench matmul 8 8                              | N",
        "bench matmul 8 8 -3                           | -3",
        "bench matmul 8 8 8 --transpose c              | --transpose",
        "bundle                                        | --out",
      })
  void isOneLineAndExitCode2(String arguments, String named) {
    refused(2, arguments, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train --data nix.csv --target x               | nix.csv",
        "train --data . --target x                     | there is no file",
        "train --idx nix                               | there is no folder 'nix'",
        "train --idx pom.xml                           | there is no folder",
        "train --images nix                            | there is no folder 'nix'",
        "train --npz nix.npz                           | nix.npz",
        "train --npz pom.xml --network nix.json        | nix.json",
        "train --npz pom.xml --save .                  | folder",
        "train --npz pom.xml --save /dev/null          | no regular file",
        "train digits --save .                         | folder",
        "train digits --save=                          | names no file",
        "train digits --save /dev/null/model           | /dev/null/model",
        "train digits --save /dev/null                 | no regular file",
        "predict nix.safetensors --data pom.xml        | nix.safetensors",
        "predict pom.xml --data nix.csv                | nix.csv",
        "predict pom.xml --data pom.xml --out .        | folder",
        "evaluate nix.safetensors --data pom.xml       | nix.safetensors",
        "example forecast --data nix                   | there is no folder 'nix'",
        "example forecast --report .                   | folder",
        "bench step --net 8,8 --batch 1 --json .       | --json",
        "bench step --network nix.json --batch 1       | nix.json",
        "summary nix.json                              | trine: there is no file 'nix.json'",
        "summary pom.xml                               | pom.xml: no valid JSON",
        "bundle --out .                                | folder",
        "bundle --out /dev/null/trine.tar.gz           | /dev/null/trine.tar.gz",
      })
  void ofAFileThatCannotBeUsedTheExitCodeIs1(String arguments, String named) {
    refused(1, arguments, named);
  }

  private static void refused(int exitCode, String arguments, String named) {
    Run run = Run.of(arguments.split(" "));
    assertEquals(exitCode, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("trine: ") && run.err().contains(named), run.err());
    assertEquals("", run.out());
  }

  @Test
  void unwritableFileIsFoundBeforeTraining(@TempDir Path folder) {
    Run run = Run.of("train", "digits", "--save", folder.toString());
    assertEquals(1, run.exitCode(), run.err());
    assertEquals("", run.out());
  }

  @Test
  void bundleOutsideOfAJarLeavesNoFile(@TempDir Path folder) {
    Run run = Run.of("bundle", "--out", folder.resolve("trine.tar.gz").toString());
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals("", run.out());
    assertArrayEquals(new String[0], folder.toFile().list());
  }

  @Test
  void debugShowsTheTrace() {
    Run run = Run.of("train", "digits", "--backend", "quantum", "--debug");
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("\tat dev.trine."), run.err());
  }

  @Test
  void helpIsThereForEveryCommand() {
    for (String command :
        new String[] {
          "",
          "train",
          "train digits",
          "predict",
          "evaluate",
          "devices",
          "check",
          "example",
          "bench",
          "bench step",
          "bundle"
        }) {
      Run run = Run.of((command + " --help").strip().split(" "));
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().startsWith("Usage: trine"), run.out());
    }
  }
}

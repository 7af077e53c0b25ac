package dev.trine.spark.cluster;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Says which GPU it is asked for, in a folder, and gives the CPU. */
public final class NumberedGpus implements BackendProvider {
  /** Names the folder; without it there are no GPUs. */
  static final String PROPERTY = "trine.test.gpus";

  private static final int COUNT = 8;

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public List<Candidate> candidates(boolean named) {
    if (System.getProperty(PROPERTY) == null) {
      return List.of(
          Candidate.unavailable("cuda", "there is none in this test", "set " + PROPERTY));
    }
    return IntStream.range(0, COUNT)
        .mapToObj(
            index ->
                new Device(
                    "cuda",
                    index,
                    "a CPU",
                    "",
                    "tests",
                    Device.Kind.DISCRETE_GPU,
                    1L << 30,
                    1L << 30))
        .map(Candidate::usable)
        .toList();
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    try {
      Files.createTempFile(Path.of(System.getProperty(PROPERTY)), index + " ", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Backends.open("cpu", options);
  }
}

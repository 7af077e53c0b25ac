package dev.trine.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
  private static final Network NETWORK = Network.of(Shape.of(3), Layers.dense(2));
  private static final Fingerprint DATA = Fingerprint.of(new byte[] {1, 2});

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();
  private int trainings;

  @Test
  void trainsOnce() {
    float[] trained = weights(kept("1", false), "recipe", DATA);
    assertArrayEquals(trained, weights(kept("1", false), "recipe", DATA));
    assertEquals(1, trainings);
    assertEquals("", said.toString());
  }

  @Test
  void trainsAgainWhenAnythingItCameOfChanges() {
    weights(kept("1", false), "recipe", DATA);
    weights(kept("1", false), "other recipe", DATA);
    weights(kept("1", false), "recipe", Fingerprint.of(new byte[] {1, 3}));
    weights(kept("2", false), "recipe", DATA);
    assertEquals(4, trainings);
  }

  @Test
  void trainsAgainWhenTold() {
    weights(kept("1", false), "recipe", DATA);
    weights(kept("1", true), "recipe", DATA);
    assertEquals(2, trainings);
  }

  @Test
  void trainsAgainWhenDamagedAndSaysSoInALine() throws IOException {
    float[] trained = weights(kept("1", false), "recipe", DATA);
    Path file;
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Files.write(file, content);

    assertArrayEquals(trained, weights(kept("1", false), "recipe", DATA));
    assertEquals(2, trainings);
    assertEquals(1, said.toString().lines().count(), said.toString());
    assertTrue(said.toString().contains(file.toString()), said.toString());

    weights(kept("1", false), "recipe", DATA);
    assertEquals(2, trainings, "the file was written anew");
  }

  @Test
  void answersWhereNothingCanBeKept() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "");
    weights(new Kept(file, "1", false, new PrintWriter(said)), "recipe", DATA);
    assertEquals(1, trainings);
    assertTrue(said.toString().startsWith("the model is not kept: "), said.toString());
  }

  private Kept kept(String version, boolean retrain) {
    return new Kept(folder, version, retrain, new PrintWriter(said));
  }

  private float[] weights(Kept kept, String recipe, Fingerprint data) {
    try (Backend backend = new ReferenceBackend();
        Model model =
            kept.model(
                backend,
                "test",
                recipe,
                data,
                () -> {
                  trainings++;
                  return NETWORK.initialise(backend, 1);
                })) {
      return model.read("dense/0/weight");
    }
  }
}

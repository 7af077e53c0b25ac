package dev.trine;

import static dev.trine.nn.Layers.add;
import static dev.trine.nn.Layers.batchNorm;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.residual;

import dev.trine.backend.Activation;
import dev.trine.io.Safetensors;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import dev.trine.train.Checkpoint;
import dev.trine.train.StoppingRule;
import dev.trine.train.Toy;
import dev.trine.train.Trainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files of each format of core are read or refused, by one kind of error. */
class MutatedFilesTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aFile() {
    file = folder.resolve("mutant");
  }

  private void areModelsOrRefused(byte[] original, Mutants.Reader reader) {
    Mutants.areReadOrRefused(original, file, ModelFormatException.class, Mutants.PLAIN, reader);
  }

  @Test
  void tensorsOfOtherLibraries() {
    String json =
        "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]},"
            + "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[12,20]},\"c\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[20,28]}}";
    byte[] header = (json + " ".repeat(40)).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 28).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    areModelsOrRefused(bytes.array(), () -> Safetensors.read(file, List.of("a", "c")));
  }

  private static Network network() {
    return Network.builder()
        .input("word", new TensorType(DType.I32, Shape.of()))
        .input("point", Shape.of(4))
        .layer("vector", embedding(3, 4), "word")
        .layer("norm", batchNorm(), "point")
        .layer("sum", add(), "vector", "norm")
        .layer("deep", residual(dense(4, Activation.LEAKY_RELU)))
        .layer("class", dense(2))
        .output("class")
        .freeze("vector")
        .build();
  }

  @Test
  void models() throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      try (Model model = network().initialise(backend, 1)) {
        model.classes(List.of("no", "yes"));
        model.note("made", "by hand");
        model.save(file);
      }
      areModelsOrRefused(Files.readAllBytes(file), () -> Model.load(backend, file).close());
    }
  }

  @Test
  void networks() {
    areModelsOrRefused(
        network().toJson().getBytes(StandardCharsets.UTF_8), () -> Network.load(file));
  }

  @Test
  void checkpoints() throws IOException {
    try (ReferenceBackend backend = new ReferenceBackend()) {
      try (Model model = Toy.classifier().initialise(backend, 1)) {
        Trainer.of(model)
            .epochs(2)
            .stopWhen(StoppingRule.noImprovement(2))
            .checkpoint(file, 1)
            .build()
            .fit(Toy.clusters(20));
      }
      areModelsOrRefused(
          Files.readAllBytes(file), () -> Checkpoint.load(file).model(backend).close());
    }
  }
}

package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/network.schema.json says of a file what reading it says. */
class NetworkSchemaTest {
  private static final Path FILE = Path.of("..", "docs", "network.schema.json");
  private static final Path EXAMPLES = Path.of("..", "examples", "networks");

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text(FILE));

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static Set<ValidationMessage> faults(String json) {
    return SCHEMA.validate(json, InputFormat.JSON);
  }

  /** If it is not: the first lines of {@link NetworkSchema} say how it is written anew. */
  @Test
  void theFileIsWhatTheLayersAre() {
    assertEquals(NetworkSchema.of(LayerJson.ofLibrary()), text(FILE).stripTrailing());
  }

  @Test
  void everyLayerIsThereWithItsFields() {
    JsonObject definitions =
        JsonParser.parseString(text(FILE)).getAsJsonObject().getAsJsonObject("$defs");
    LayerJson.ofLibrary()
        .forEach(
            (name, type) -> {
              Set<String> fields = new HashSet<>(RecordJson.names(type));
              fields.add(LayerJson.TYPE);
              JsonObject properties =
                  definitions.getAsJsonObject(name).getAsJsonObject("properties");
              assertEquals(fields, properties.keySet(), name);
            });
  }

  @Test
  void itIsASchema() {
    String meta = "https://json-schema.org/draft/2020-12/schema";
    JsonSchema ofSchemas =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(meta));
    assertEquals(Set.of(), ofSchemas.validate(text(FILE), InputFormat.JSON));
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesAreNetworks(Path example) {
    assertEquals(Set.of(), faults(text(example)));
  }

  /** With every setting written out, and layers within layers. */
  @ParameterizedTest
  @MethodSource("examples")
  void soIsWhatIsWritten(Path example) throws IOException {
    assertEquals(Set.of(), faults(Network.load(example).toJson()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'layers': [{'type': 'dense', 'units': 3}]}",
        "{'input': [4], 'inputs': [], 'layers': []}",
        "{'input': [4], 'layers': [{'type': 'dens', 'units': 3}]}",
        "{'input': [4], 'layers': [{'type': 'dense'}]}",
        "{'input': [4], 'layers': [{'type': 'dense', 'units': 3, 'unit': 3}]}",
        "{'input': [4], 'layers': [{'type': 'dense', 'units': 3.5}]}",
        "{'input': [4], 'layers': [{'type': 'dense', 'units': 3, 'activation': 'relu'}]}",
        "{'input': [4, 4, 1], 'layers': [{'type': 'max-pool2d', 'window': {'height': 2}}]}",
        "{'input': [4, 4], 'layers': [{'type': 'transformer', 'attention': {'type': 'flatten'}, 'hidden': 2}]}",
        "{'input': [4], 'layers': [{'name': 'a', 'from': [], 'layer': {'type': 'flatten'}}]}",
        "{'input': [4], 'layers': [{'name': 'a', 'layer': {'type': 'flatten'}, 'shares': 'b'}]}"
      })
  void whatIsNoNetworkIsNone(String json) {
    String text = json.replace('\'', '"');
    assertFalse(faults(text).isEmpty(), text);
    assertThrows(ModelFormatException.class, () -> NetworkJson.read(text));
  }

  @Test
  void aFileMaySayWhichSchemaItFollows() {
    String text =
        "{\"$schema\": \"network.schema.json\", \"input\": [4], \"layers\": [{\"type\": \"flatten\"}]}";
    assertEquals(Set.of(), faults(text));
    assertTrue(NetworkJson.read(text).layers().size() == 1);
  }
}

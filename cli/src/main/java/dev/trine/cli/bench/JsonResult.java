package dev.trine.cli.bench;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.trine.TrineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark found, as one JSON object. */
final class JsonResult {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private JsonResult() {}

  /**
   * Writes the components of all parts under their names.
   *
   * @param parts null for one that there is not
   */
  static void write(Path file, Record... parts) {
    JsonObject all = new JsonObject();
    for (Record part : parts) {
      if (part != null) {
        GSON.toJsonTree(part).getAsJsonObject().asMap().forEach(all::add);
      }
    }
    try {
      Files.writeString(file, GSON.toJson(all) + "\n");
    } catch (IOException failure) {
      throw new TrineException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }
}

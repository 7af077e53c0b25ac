package dev.trine.examples;

import dev.trine.ModelFormatException;
import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.nn.Model;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Trained models of an example, kept in a folder of its own, so that an example answers at once
 * when it is run again. A file is called after what its model came of: data, recipe and version of
 * Trine. So whatever changes any of these trains anew.
 *
 * @param folder made when there is something to keep
 * @param version of Trine
 * @param retrain whether to train, whatever is there
 * @param out where a line goes when something is wrong with a file
 */
public record Kept(Path folder, String version, boolean retrain, PrintWriter out) {
  /**
   * The model that was kept, or a trained one, which is kept from now on. A file that is damaged is
   * written anew. Where none can be written the model is trained each time.
   *
   * @param name of the model among those of the example
   * @param recipe how it is trained: any text, which changes when the training does
   * @param data what it is trained on
   * @param training makes the model, on the same backend
   * @return to be closed by the caller
   */
  public Model model(
      Backend backend, String name, String recipe, Fingerprint data, Supplier<Model> training) {
    Path file = file(name, recipe, data);
    if (!retrain && Files.exists(file)) {
      try {
        return Model.load(backend, file);
      } catch (ModelFormatException damaged) {
        say("training again, since what was kept is damaged: " + damaged.getMessage());
      }
    }
    Model model = training.get();
    keep(model, file);
    return model;
  }

  private Path file(String name, String recipe, Fingerprint data) {
    String origin = String.join("\n", version, recipe, data.text());
    Fingerprint key = Fingerprint.of(origin.getBytes(StandardCharsets.UTF_8));
    return folder.resolve("%s-%s.safetensors".formatted(name, key.text()));
  }

  private void keep(Model model, Path file) {
    try {
      Files.createDirectories(folder);
      model.save(file);
    } catch (IOException | TrineException unwritable) {
      say("the model is not kept: " + unwritable);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}

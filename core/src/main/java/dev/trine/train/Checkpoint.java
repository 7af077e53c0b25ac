package dev.trine.train;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.io.Safetensors;
import dev.trine.nn.Model;
import dev.trine.nn.ModelFile;
import dev.trine.nn.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Training at a moment, as a file of its own keeps it: the network and its weights, all that a
 * {@link TrainingState} holds, what was trained on and how, in words, and what the bits of results
 * depended on. A {@link Trainer} writes it ({@link TrainerBuilder#checkpoint}) and {@linkplain
 * Trainer#resume goes on from it}.
 *
 * @param stored the network and its weights at that moment
 * @param state of training
 * @param settings what training depends on, by name, in words
 * @param fingerprint of the {@linkplain Backend#fingerprint backend}
 */
public record Checkpoint(
    ModelFile.Stored stored,
    TrainingState.Saved state,
    Map<String, String> settings,
    String fingerprint) {
  /**
   * Reads a file that a trainer wrote.
   *
   * @throws ModelFormatException if it is missing, cut short, damaged or no checkpoint; it names
   *     the file, and nothing is taken for it on a device
   */
  public static Checkpoint load(Path file) {
    if (Files.notExists(file)) {
      throw new ModelFormatException(
          "There is no checkpoint %s to go on from: no training that writes it was interrupted; begin one"
              .formatted(file));
    }
    Safetensors content = Safetensors.read(file);
    try {
      return CheckpointFile.read(content);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException("%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  /**
   * Writes training as it is now; what was there is replaced once the new file is complete.
   *
   * @param settings what training depends on, by name, in words; of what Java calls anew in each
   *     process, such as lambdas, the names are left out
   * @param fingerprint of what it was computed with
   * @throws ModelFormatException if the file cannot be written
   */
  public static void write(
      Path file, TrainingState state, Map<String, String> settings, String fingerprint) {
    Safetensors.write(
        file,
        CheckpointFile.content(
            state.model(), state.save(), RunSettings.lasting(settings), fingerprint));
  }

  /**
   * Holds the settings of training that is to go on from here against those that it began with.
   *
   * @param now what that training depends on, by name, in words
   * @param file of this checkpoint, for the message
   * @throws IllegalArgumentException if one differs, that names it and both values
   */
  public void requireSettings(Map<String, String> now, Object file) {
    RunSettings.check(settings, RunSettings.lasting(now), file);
  }

  /**
   * Holds a note of the model that is to be trained on from here against that of the model then.
   *
   * @param value null where there is to be none
   * @param file of this checkpoint, for the message
   * @throws IllegalArgumentException if it is another, that names it and both values
   */
  public void requireNote(String name, String value, Object file) {
    RunSettings.check(
        stored.notes(), Map.of(name, Objects.requireNonNullElse(value, RunSettings.NONE)), file);
  }

  public Network network() {
    return stored.network();
  }

  /** A model of the weights as they were at that moment, not those of the best epoch. */
  public Model model(Backend backend) {
    return stored.on(backend);
  }

  /** How many epochs were over. */
  public int epochs() {
    return state.reports().size();
  }

  /** Behind what training was, for people: {@code epoch 3}, or {@code epoch 4, step 120}. */
  public String moment() {
    return moment(state.reports().size(), state.position());
  }

  static String moment(TrainingState state) {
    return moment(state.reports().size(), state.position());
  }

  private static String moment(int epochs, int steps) {
    return steps == 0 ? "epoch " + epochs : "epoch %s, step %s".formatted(epochs + 1, steps);
  }
}

package dev.trine.cli.train.outcome;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.trine.TrineException;
import dev.trine.backend.Device;
import dev.trine.cli.Version;
import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What came of a training as one JSON object, whose names stay as they are. What is infinite or no
 * number is null.
 */
final class OutcomeJson {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private OutcomeJson() {}

  static void write(Outcome outcome, Path file) {
    try {
      Files.writeString(file, GSON.toJson(of(outcome)) + "\n");
    } catch (IOException failed) {
      throw new TrineException(
          "The results %s cannot be written: %s".formatted(file, failed), failed);
    }
  }

  static JsonObject of(Outcome outcome) throws IOException {
    JsonObject all = new JsonObject();
    all.addProperty("trine", Version.number());
    all.addProperty("title", outcome.title());
    all.add("device", device(outcome.device()));
    JsonObject settings = new JsonObject();
    outcome.settings().forEach((name, value) -> settings.add(name, value(value)));
    all.add("settings", settings);
    JsonObject examples = new JsonObject();
    examples.addProperty("train", outcome.examples());
    examples.addProperty("test", outcome.tested());
    all.add("examples", examples);
    JsonArray epochs = new JsonArray();
    outcome.epochs().forEach(epoch -> epochs.add(epoch(epoch)));
    all.add("epochs", epochs);
    JsonObject test = new JsonObject();
    test.add(outcome.score().measure(), value(outcome.score().value()));
    test.add("baseline", outcome.baseline() == null ? null : value(outcome.baseline().value()));
    all.add("test", test);
    all.addProperty("model", outcome.model().toString());
    return all;
  }

  private static JsonObject device(Device device) {
    JsonObject all = new JsonObject();
    all.addProperty("selector", device.selector());
    all.addProperty("name", device.name());
    all.addProperty("driver", device.driver());
    all.addProperty("kind", device.kind().name().toLowerCase(Locale.ROOT));
    return all;
  }

  private static JsonObject epoch(EpochReport epoch) {
    JsonObject all = new JsonObject();
    all.addProperty("epoch", epoch.epoch());
    all.add("training", means(epoch.training()));
    all.add("validation", epoch.validation() == null ? null : means(epoch.validation()));
    all.addProperty("skippedSteps", epoch.skipped());
    all.add("seconds", value(epoch.seconds()));
    all.add("examplesPerSecond", value(epoch.samplesPerSecond()));
    all.add("learningRate", value(epoch.learningRate()));
    all.add("gradientNorm", value(epoch.gradientNorm()));
    return all;
  }

  private static JsonObject means(Evaluation part) {
    JsonObject means = new JsonObject();
    part.means().forEach((measure, mean) -> means.add(measure, value(mean)));
    return means;
  }

  /** A number, a boolean, a text, or a list of these. */
  private static JsonElement value(Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof List<?> list) {
      JsonArray values = new JsonArray();
      list.forEach(each -> values.add(value(each)));
      return values;
    }
    return value instanceof Boolean is
        ? new JsonPrimitive(is)
        : new JsonPrimitive(value.toString());
  }
}

package dev.trine.train;

import com.google.gson.Gson;
import dev.trine.ModelFormatException;
import dev.trine.io.Safetensors;
import dev.trine.io.json.StrictJson;
import dev.trine.nn.Model;
import dev.trine.nn.ModelFile;
import dev.trine.nn.Parameter;
import dev.trine.nn.WeightsChecksum;
import dev.trine.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Checkpoints as safetensors files: those of a model, to which come tensors whose names begin with
 * {@code training:}, and metadata whose keys begin with {@code trine.checkpoint}. A checksum of its
 * own covers all of it.
 */
final class CheckpointFile {
  private static final String PREFIX = "trine.checkpoint";
  private static final String FORMAT = PREFIX;
  private static final String STATE = PREFIX + ".state";
  private static final String SETTINGS = PREFIX + ".settings";
  private static final String FINGERPRINT = PREFIX + ".fingerprint";
  private static final String CHECKSUM = PREFIX + ".sha256";
  private static final String NEWEST = "1";

  /** No layer and no parameter of one can be called so. */
  private static final String TENSOR = "training:";

  private static final String MOMENT = TENSOR + "moment ";
  private static final String BEST = TENSOR + "best weights";
  private static final String TOTALS = TENSOR + "totals";
  private static final String CARRIED = TENSOR + "carried state";

  private static final Gson GSON = new Gson();

  private CheckpointFile() {}

  static Safetensors content(
      Model model, TrainingState.Saved state, Map<String, String> settings, String fingerprint) {
    Function<Parameter, float[]> weights =
        parameter -> {
          int from = Math.toIntExact(model.layout().offset(parameter.name()));
          int elements = Math.toIntExact(parameter.shape().elements());
          return Arrays.copyOfRange(state.weights(), from, from + elements);
        };
    Safetensors stored = ModelFile.content(model, weights);
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(stored.tensors());
    for (int i = 0; i < state.moments().size(); i++) {
      tensors.put(MOMENT + i, vector(state.moments().get(i)));
    }
    if (state.best() != null) {
      tensors.put(BEST, vector(state.best()));
    }
    tensors.put(TOTALS, vector(state.totals()));
    tensors.put(CARRIED, vector(state.carried()));
    Map<String, String> metadata = new LinkedHashMap<>(stored.metadata());
    metadata.put(FORMAT, NEWEST);
    metadata.put(STATE, StateJson.write(state));
    metadata.put(SETTINGS, GSON.toJson(settings));
    metadata.put(FINGERPRINT, fingerprint);
    return sealed(new Safetensors(metadata, tensors));
  }

  /** The same with the checksum of what it is now. */
  static Safetensors sealed(Safetensors content) {
    Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
    metadata.put(CHECKSUM, checksum(metadata, content.tensors()));
    return new Safetensors(metadata, content.tensors());
  }

  private static Safetensors.Tensor vector(float[] values) {
    return new Safetensors.Tensor(Shape.of(values.length), values);
  }

  static Checkpoint read(Safetensors content) {
    Map<String, String> ofModel = new LinkedHashMap<>(content.metadata());
    Map<String, String> own = new LinkedHashMap<>();
    for (String key : List.of(FORMAT, STATE, SETTINGS, FINGERPRINT, CHECKSUM)) {
      own.put(key, ofModel.remove(key));
    }
    checkFormat(own.get(FORMAT));
    for (Map.Entry<String, String> entry : own.entrySet()) {
      if (entry.getValue() == null) {
        throw new ModelFormatException("its metadata lack '%s'".formatted(entry.getKey()));
      }
    }
    if (!own.get(CHECKSUM).equals(checksum(content.metadata(), content.tensors()))) {
      throw new ModelFormatException(
          "it is not what was saved: its SHA-256 is not '%s' in its metadata; the file is damaged, or was changed by something else"
              .formatted(CHECKSUM));
    }
    Map<String, Safetensors.Tensor> weights = new LinkedHashMap<>(content.tensors());
    Map<String, float[]> others = new LinkedHashMap<>();
    weights.forEach((name, tensor) -> others.put(name, tensor.values()));
    others.keySet().removeIf(name -> !name.startsWith(TENSOR));
    weights.keySet().removeAll(others.keySet());
    ModelFile.Stored stored = ModelFile.read(new Safetensors(ofModel, weights));
    return new Checkpoint(
        stored,
        within(STATE, own.get(STATE), json -> state(json, stored, others)),
        within(SETTINGS, own.get(SETTINGS), CheckpointFile::settings),
        own.get(FINGERPRINT));
  }

  private static void checkFormat(String format) {
    if (format == null) {
      throw new ModelFormatException(
          "it is no checkpoint of training: its metadata lack '%s'".formatted(FORMAT));
    }
    if (!format.equals(NEWEST)) {
      throw new ModelFormatException(
          "'%s' in its metadata is '%s', expected %s; the file may come from a newer version"
              .formatted(FORMAT, format, NEWEST));
    }
  }

  private static <T> T within(String key, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "'%s' in its metadata: %s".formatted(key, malformed.getMessage()), malformed);
    }
  }

  private static TrainingState.Saved state(
      String json, ModelFile.Stored stored, Map<String, float[]> tensors) {
    List<float[]> moments = new ArrayList<>();
    for (float[] next = tensors.get(MOMENT + 0); next != null; ) {
      moments.add(next);
      next = tensors.get(MOMENT + moments.size());
    }
    var layout = stored.network().layout();
    float[] weights = new float[Math.toIntExact(Math.max(1, layout.elements()))];
    for (Parameter parameter : layout.parameters()) {
      float[] values = stored.weights().get(parameter.name()).values();
      int from = Math.toIntExact(layout.offset(parameter.name()));
      System.arraycopy(values, 0, weights, from, values.length);
    }
    for (int i = 0; i < moments.size(); i++) {
      check(MOMENT + i, moments.get(i), Math.max(1, layout.trained()));
    }
    float[] best = tensors.get(BEST);
    if (best != null) {
      check(BEST, best, weights.length);
    }
    float[] totals = tensors.getOrDefault(TOTALS, new float[0]);
    float[] carried = tensors.getOrDefault(CARRIED, new float[0]);
    TrainingState.Saved state =
        StateJson.read(json, layout.description(), weights, moments, best, totals, carried);
    check(TOTALS, totals, 2L * state.measures().size());
    return state;
  }

  private static void check(String name, float[] values, long expected) {
    if (values.length != expected) {
      throw new ModelFormatException(
          "its tensor '%s' has %s values, expected %s".formatted(name, values.length, expected));
    }
  }

  private static Map<String, String> settings(String json) {
    Map<String, String> settings = new LinkedHashMap<>();
    StrictJson.parse(json).members().forEach((name, text) -> settings.put(name, text.text()));
    return settings;
  }

  /** Of all tensors, and of all metadata but itself, by key. */
  private static String checksum(
      Map<String, String> metadata, Map<String, Safetensors.Tensor> tensors) {
    MessageDigest digest = sha256();
    digest.update(bytes(WeightsChecksum.of(tensors)));
    new TreeMap<>(metadata)
        .forEach(
            (key, text) -> {
              if (!key.equals(CHECKSUM)) {
                digest.update(bytes(key));
                digest.update((byte) 0);
                digest.update(bytes(text));
                digest.update((byte) 0);
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}

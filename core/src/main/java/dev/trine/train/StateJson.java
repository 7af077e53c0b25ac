package dev.trine.train;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.nn.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a saved state is no tensor, as JSON; numbers come back with all their bits. */
final class StateJson {
  private static final List<String> STATE =
      List.of(
          "measures",
          "step",
          "learningRate",
          "seed",
          "reports",
          "position",
          "skipped",
          "secondsOfEpoch",
          "stepsOfEpochs",
          "lowestLoss");
  private static final List<String> REPORT =
      List.of(
          "epoch",
          "training",
          "validation",
          "skipped",
          "samplesPerSecond",
          "seconds",
          "gradientNorm",
          "learningRate");
  private static final List<String> EVALUATION = List.of("means", "examples");

  private StateJson() {}

  static String write(TrainingState.Saved state) {
    JsonObject json = new JsonObject();
    JsonArray measures = new JsonArray();
    state.measures().forEach(measure -> measures.add(new JsonPrimitive(measure)));
    json.add("measures", measures);
    json.addProperty("step", state.step());
    json.add("learningRate", real(state.learningRate()));
    json.addProperty("seed", Long.toString(state.seed())); // more digits than many readers keep
    JsonArray reports = new JsonArray();
    state.reports().forEach(report -> reports.add(report(report)));
    json.add("reports", reports);
    json.addProperty("position", state.position());
    json.addProperty("skipped", state.skipped());
    json.add("secondsOfEpoch", real(state.secondsOfEpoch()));
    json.addProperty("stepsOfEpochs", state.stepsOfEpochs());
    json.add("lowestLoss", real(state.lowestLoss()));
    return json.toString();
  }

  private static JsonObject report(EpochReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("epoch", report.epoch());
    json.add("training", evaluation(report.training()));
    if (report.validation() != null) {
      json.add("validation", evaluation(report.validation()));
    }
    json.addProperty("skipped", report.skipped());
    json.add("samplesPerSecond", real(report.samplesPerSecond()));
    json.add("seconds", real(report.seconds()));
    json.add("gradientNorm", real(report.gradientNorm()));
    json.add("learningRate", real(report.learningRate()));
    return json;
  }

  private static JsonObject evaluation(Evaluation evaluation) {
    JsonObject means = new JsonObject();
    evaluation.means().forEach((name, mean) -> means.add(name, real(mean)));
    JsonObject json = new JsonObject();
    json.add("means", means);
    json.addProperty("examples", evaluation.examples());
    return json;
  }

  private static JsonPrimitive real(double value) {
    return Double.isFinite(value)
        ? new JsonPrimitive(value)
        : new JsonPrimitive(Double.toString(value));
  }

  /** A state, of which tensors are given. */
  static TrainingState.Saved read(
      String json,
      List<String> parameters,
      float[] weights,
      List<float[]> moments,
      float[] best,
      float[] totals,
      float[] carried) {
    Map<String, JsonField> fields = StrictJson.parse(json).members(STATE);
    return new TrainingState.Saved(
        parameters,
        fields.get("measures").elements().stream().map(JsonField::text).toList(),
        weights,
        moments,
        count(fields.get("step")),
        rate(fields.get("learningRate")),
        seed(fields.get("seed")),
        fields.get("reports").elements().stream().map(StateJson::report).toList(),
        count(fields.get("position")),
        count(fields.get("skipped")),
        fields.get("secondsOfEpoch").real(),
        fields.get("stepsOfEpochs").whole(Long.MAX_VALUE),
        best,
        fields.get("lowestLoss").real(),
        totals,
        carried);
  }

  private static EpochReport report(JsonField json) {
    Map<String, JsonField> fields = json.members(REPORT, Set.of("validation"));
    JsonField validation = fields.get("validation");
    return new EpochReport(
        count(fields.get("epoch")),
        evaluation(fields.get("training")),
        validation == null ? null : evaluation(validation),
        count(fields.get("skipped")),
        fields.get("samplesPerSecond").real(),
        fields.get("seconds").real(),
        fields.get("gradientNorm").real(),
        fields.get("learningRate").real());
  }

  private static Evaluation evaluation(JsonField json) {
    Map<String, JsonField> fields = json.members(EVALUATION);
    fields.get("means").member("loss");
    Map<String, Double> means = new LinkedHashMap<>();
    fields.get("means").members().forEach((name, mean) -> means.put(name, mean.real()));
    return new Evaluation(means, fields.get("examples").whole(Long.MAX_VALUE));
  }

  private static double rate(JsonField json) {
    double rate = json.number();
    if (rate < 0) {
      throw json.isNot("at least 0");
    }
    return rate;
  }

  private static int count(JsonField json) {
    return (int) json.whole(Integer.MAX_VALUE);
  }

  private static long seed(JsonField json) {
    try {
      return Long.parseLong(json.text());
    } catch (NumberFormatException other) {
      throw json.isNot("a whole number of 64 bits, as a text");
    }
  }
}

package dev.trine.examples.spark;

import dev.trine.data.Dataset;
import dev.trine.examples.Setting;
import dev.trine.examples.SparkSetting;
import dev.trine.examples.digits.Contender;
import dev.trine.nn.Model;
import dev.trine.report.Report;
import dev.trine.report.TrainingReport;
import dev.trine.tensor.Shape;
import dev.trine.train.EpochReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page about digits that were trained on Spark. */
record Page(Setting setting, SparkSetting spark, Contender contender, Course course) {
  /** The bundled digits are rows of so many pixels. */
  private static final Shape ROW = Shape.of(64);

  Report of(
      Model model, Dataset test, List<EpochReport> epochs, double accuracy, double ofOneDevice) {
    TrainingReport report =
        TrainingReport.of(model, test, epochs)
            .titled("Digits on Spark")
            .result("Test accuracy", DigitsOnSpark.percent(accuracy))
            .result("On one device", DigitsOnSpark.percent(ofOneDevice))
            .settings(settings());
    boolean areRows = test.field(Dataset.FEATURES).type().shape().equals(ROW);
    return (areRows ? report.pictures(8, 8, 1) : report).page();
  }

  private String localSteps() {
    if (spark.localSteps() == 0) {
      return "none";
    }
    return spark.localSteps() + (spark.averageMoments() ? ", moments averaged" : "");
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Spark", spark.master());
    settings.put("partitions", "" + course.partitions());
    settings.put("local steps", localSteps());
    settings.put("rounds", "" + course.rounds());
    settings.put("examples of a step in a partition", "" + course.batch());
    settings.put("examples trained on", "" + course.seen());
    settings.put("optimizer", "Adam, in one cycle that rises to " + contender.rate());
    settings.put("executors", spark.backend().orElse("the device that each of them chooses"));
    settings.put("one device", setting.backend().device().toString());
    return settings;
  }
}

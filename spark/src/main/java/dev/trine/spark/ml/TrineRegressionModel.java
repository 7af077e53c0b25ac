package dev.trine.spark.ml;

import dev.trine.spark.DetachedModel;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;

/** Adds a number, double, in the unit of the labels that it was trained on. */
public final class TrineRegressionModel extends TrineModel<TrineRegressionModel> {
  private static final long serialVersionUID = 1;

  /** One whose weights are to be read. */
  public TrineRegressionModel(String uid) {
    this(uid, null);
  }

  TrineRegressionModel(String uid, DetachedModel trained) {
    super(uid, trained);
  }

  @Override
  TrineRegressionModel self() {
    return this;
  }

  @Override
  List<Answer> answers() {
    return answers(getPredictionCol());
  }

  static List<Answer> answers(String prediction) {
    return prediction.isEmpty() ? List.of() : List.of(new Answer.Value(prediction));
  }

  @Override
  public TrineRegressionModel copy(ParamMap extra) {
    TrineRegressionModel copied = new TrineRegressionModel(uid(), detached());
    copied.setParent(parent());
    return copyValues(copied, extra);
  }

  public static MLReader<TrineRegressionModel> read() {
    return new ModelReader<>();
  }

  public static TrineRegressionModel load(String path) {
    return read().load(path);
  }
}

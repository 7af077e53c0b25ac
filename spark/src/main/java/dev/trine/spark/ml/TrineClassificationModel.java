package dev.trine.spark.ml;

import dev.trine.spark.DetachedModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;

/**
 * Adds the probabilities of the classes, a vector, and the index of the likeliest class, double,
 * with the names of the classes in its metadata, so that IndexToString finds them.
 */
public final class TrineClassificationModel extends TrineModel<TrineClassificationModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> probabilityCol;

  /** One whose weights are to be read. */
  public TrineClassificationModel(String uid) {
    this(uid, null);
  }

  TrineClassificationModel(String uid, DetachedModel trained) {
    super(uid, trained);
    probabilityCol = ColumnParams.probability(this);
    setDefault(probabilityCol, "probability");
  }

  @Override
  TrineClassificationModel self() {
    return this;
  }

  /** The column of the classes' probabilities, a vector; none if empty. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public String getProbabilityCol() {
    return getOrDefault(probabilityCol);
  }

  public TrineClassificationModel setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  /** The names of the classes, which predictions are indices into. */
  public String[] labels() {
    return detached().classes().toArray(String[]::new);
  }

  /** How many classes there are. */
  public int numClasses() {
    return detached().classes().size();
  }

  @Override
  List<Answer> answers() {
    return answers(getPredictionCol(), getProbabilityCol(), detached().classes());
  }

  static List<Answer> answers(String prediction, String probability, List<String> classes) {
    List<Answer> answers = new ArrayList<>();
    if (!probability.isEmpty()) {
      answers.add(new Answer.Probabilities(probability));
    }
    if (!prediction.isEmpty()) {
      answers.add(new Answer.LargestScore(prediction, classes.toArray(String[]::new)));
    }
    return answers;
  }

  @Override
  public TrineClassificationModel copy(ParamMap extra) {
    TrineClassificationModel copied = new TrineClassificationModel(uid(), detached());
    copied.setParent(parent());
    return copyValues(copied, extra);
  }

  public static MLReader<TrineClassificationModel> read() {
    return new ModelReader<>();
  }

  public static TrineClassificationModel load(String path) {
    return read().load(path);
  }
}

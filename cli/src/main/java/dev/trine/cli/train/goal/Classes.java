package dev.trine.cli.train.goal;

import dev.trine.data.Dataset;
import dev.trine.dataset.split.ClassLabels;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import java.util.List;
import java.util.Locale;

/**
 * To tell classes apart.
 *
 * @param names of the classes
 * @param majority the class that most examples of the training part have
 */
record Classes(List<String> names, int majority) implements Goal {
  static Classes of(Dataset train) {
    List<String> names = train.targets().get(0).classes();
    int[] counts = new int[names.size()];
    ClassLabels.of(train).forEach(label -> counts[label]++);
    int majority = 0;
    for (int label = 1; label < counts.length; label++) {
      majority = counts[label] > counts[majority] ? label : majority;
    }
    return new Classes(names, majority);
  }

  @Override
  public int outputs() {
    return names.size();
  }

  @Override
  public Dataset trained(Dataset set) {
    return set;
  }

  @Override
  public Network answering(Network trained) {
    return trained;
  }

  @Override
  public ChosenLoss loss(ChosenLoss chosen) {
    ChosenLoss loss = chosen == null ? ChosenLoss.usual(true) : chosen;
    loss.check(true);
    return loss;
  }

  @Override
  public Score uninformed(Dataset test) {
    long right = ClassLabels.of(test).stream().filter(label -> label == majority).count();
    return score((double) right / test.size());
  }

  @Override
  public String uninformedAnswer() {
    return "always '%s'".formatted(names.get(majority));
  }

  @Override
  public Score score(Model model, Dataset test) {
    return score(model.evaluate(test).accuracy());
  }

  private static Score score(double fraction) {
    String text = String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    return new Score("accuracy", "accuracy", fraction, text);
  }
}

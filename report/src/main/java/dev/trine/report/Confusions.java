package dev.trine.report;

import dev.trine.metric.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which class was taken for which: a row for each class, in which the cell of an answer is the
 * darker the more often that was given; then the most frequent mistakes, and precision, recall and
 * F1 of each class. Of more than {@value #MOST_CLASSES} classes there is no matrix.
 */
public record Confusions(ConfusionMatrix matrix) implements Section {
  private static final int MOST_CLASSES = 100;
  private static final int FEW_CLASSES = 20;
  private static final int MOST_MISTAKES = 10;

  /** The longest name that stands above a column without being turned. */
  private static final int SHORT = 3;

  /** From which share of its row on a cell is dark enough for light letters. */
  private static final double DARK = 0.65;

  private record Mistake(int label, int answer, double count) {}

  @Override
  public void addTo(Html page) {
    int classes = matrix.classes().size();
    if (classes <= MOST_CLASSES) {
      page.open("figure", "class", classes > FEW_CLASSES ? "wide" : "");
      page.element("figcaption", "Confusion matrix: rows are true classes, columns answers");
      page.open("div", "class", "scrolled", "tabindex", "0", "role", "region");
      addMatrix(page);
      page.close();
      page.open("p", "class", "key");
      page.element("span", "", "class", "swatch hit").text("right ");
      page.element("span", "", "class", "swatch miss").text("mistaken; ");
      page.text("the more of the row, the stronger. Small shares of mistakes are strengthened.");
      page.close().close().line();
    }
    page.open("div", "class", "stack");
    addMistakes(page);
    page.open("details").element("summary", "Precision and recall of each class");
    ofClasses().addTo(page);
    page.close().close();
  }

  private void addMatrix(Html page) {
    List<String> names = matrix.classes();
    boolean isTurned = names.stream().anyMatch(name -> name.length() > SHORT);
    boolean isDense = names.size() > FEW_CLASSES;
    page.open("table", "class", "matrix" + (isDense ? " dense" : "")).open("thead").open("tr");
    page.element("td", "");
    for (String name : names) {
      page.open("th", "scope", "col", "title", name, "class", isTurned ? "turned" : "");
      page.element("span", name).close();
    }
    page.close().close().line().open("tbody").line();
    for (int label = 0; label < names.size(); label++) {
      page.open("tr").element("th", names.get(label), "scope", "row", "title", names.get(label));
      for (int answer = 0; answer < names.size(); answer++) {
        addCell(page, label, answer);
      }
      page.close().line();
    }
    page.close().close();
  }

  private void addCell(Html page, int label, int answer) {
    double count = matrix.count(label, answer);
    if (count == 0) {
      page.element("td", "");
      return;
    }
    double share = count / labelled(label);
    double strength = label == answer ? share : Math.sqrt(share);
    String kind = (label == answer ? "hit" : "miss") + (strength > DARK ? " dark" : "");
    String strong = String.format(Locale.ROOT, "--share:%.2f", strength);
    String title =
        "%s taken for %s: %s, %s"
            .formatted(
                matrix.classes().get(label),
                matrix.classes().get(answer),
                Numbers.text(count),
                Numbers.percent(share));
    page.element("td", Numbers.text(count), "class", kind, "style", strong, "title", title);
  }

  private double labelled(int label) {
    double all = 0;
    for (int answer = 0; answer < matrix.classes().size(); answer++) {
      all += matrix.count(label, answer);
    }
    return all;
  }

  private void addMistakes(Html page) {
    List<Mistake> mistakes = mistakes();
    if (mistakes.isEmpty()) {
      page.element("p", "No class was taken for another.", "class", "prose");
      return;
    }
    Table table = Table.of("Most frequent mistakes", "class", "taken for", "times", "of the class");
    for (Mistake mistake : mistakes) {
      table =
          table.row(
              matrix.classes().get(mistake.label()),
              matrix.classes().get(mistake.answer()),
              Numbers.text(mistake.count()),
              Numbers.percent(mistake.count() / labelled(mistake.label())));
    }
    table.addTo(page);
  }

  /** The most frequent first; of equally frequent ones those of the first classes. */
  private List<Mistake> mistakes() {
    List<Mistake> all = new ArrayList<>();
    for (int label = 0; label < matrix.classes().size(); label++) {
      for (int answer = 0; answer < matrix.classes().size(); answer++) {
        double count = matrix.count(label, answer);
        if (label != answer && count > 0) {
          all.add(new Mistake(label, answer, count));
        }
      }
    }
    all.sort(Comparator.comparingDouble(Mistake::count).reversed());
    return all.subList(0, Math.min(MOST_MISTAKES, all.size()));
  }

  private Table ofClasses() {
    List<List<String>> rows = new ArrayList<>();
    for (int label = 0; label < matrix.classes().size(); label++) {
      rows.add(
          List.of(
              matrix.classes().get(label),
              Numbers.percent(matrix.precision(label)),
              Numbers.percent(matrix.recall(label)),
              Numbers.percent(matrix.f1(label)),
              Numbers.text(labelled(label))));
    }
    return new Table("", List.of("class", "precision", "recall", "F1", "examples"), rows);
  }
}

package dev.trine.dataset.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Categories, each a feature that is 1 where the text is it, else 0. Of a text that was not in the
 * training part all are 0.
 *
 * @param hasMissing whether a missing value is a category too, the last; it is, if the training
 *     part has one
 */
record CategoricalFeature(String column, Categories categories, boolean hasMissing)
    implements Feature {
  static CategoricalFeature fit(Table table, int column) {
    String name = table.columns().get(column);
    List<String> texts = table.column(name);
    return new CategoricalFeature(name, Categories.of(texts), texts.contains(null));
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>();
    categories.names().forEach(category -> names.add(column + "=" + category));
    if (hasMissing) {
      names.add(column + " missing");
    }
    return names;
  }

  @Override
  public void write(Table table, int row, int index, float[] to, int at) {
    String text = table.text(row, index);
    int category =
        text == null && hasMissing ? categories.names().size() : categories.indexOf(text);
    if (category >= 0) {
      to[at + category] = 1;
    }
  }
}

package dev.trine.dataset.table;

/** Whether a column is numbers or categories. */
enum Kind {
  NUMERIC,
  CATEGORICAL;

  /** Of a column that nobody calls categorical: with more, it is more likely a mistake. */
  static final int MOST_CATEGORIES = 100;

  /**
   * The kind of a column of which nothing was said: numeric if all values that are there are
   * numbers.
   *
   * @throws dev.trine.DataException if it would have very many categories
   */
  static Kind guess(Table table, int column) {
    for (int row = 0; row < table.size(); row++) {
      String text = table.text(row, column);
      if (text != null && !Numbers.isNumber(text)) {
        checkFew(table, row, column);
        return CATEGORICAL;
      }
    }
    return NUMERIC;
  }

  private static void checkFew(Table table, int row, int column) {
    String name = table.columns().get(column);
    int categories = Categories.of(table.column(name)).names().size();
    if (categories > MOST_CATEGORIES) {
      throw table.fault(
          row,
          column,
          "which is no number, so that the column would be categories: %s of them, more than %s; correct it, say numeric(\"%s\") or categorical(\"%s\"), or leave the column out by without(\"%s\")"
              .formatted(categories, MOST_CATEGORIES, name, name, name));
    }
  }
}

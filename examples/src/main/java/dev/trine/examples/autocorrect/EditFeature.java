package dev.trine.examples.autocorrect;

/** What the network is told of an edit, as numbers: 0 where there is no edit. */
enum EditFeature {
  KIND(Edit.Kind.values().length + 1),
  PLACE(5),
  LETTER_AND_TYPED,
  BEFORE_AND_LETTER,
  LETTER_AND_AFTER,
  BEFORE_AND_TYPED,
  TYPED_AND_AFTER;

  /** Numbers of letters: a to z are 1 to 26, and 0 is none. */
  private static final int LETTERS = 27;

  private final int count;

  EditFeature(int count) {
    this.count = count;
  }

  /** Of two letters. */
  EditFeature() {
    this(LETTERS * LETTERS);
  }

  /** How many numbers there are. */
  int count() {
    return count;
  }

  int number(Edit edit) {
    return switch (this) {
      case KIND -> edit.kind().ordinal() + 1;
      case PLACE -> edit.place() + 1;
      case LETTER_AND_TYPED -> pair(edit.letter(), edit.typed());
      case BEFORE_AND_LETTER -> pair(edit.before(), edit.letter());
      case LETTER_AND_AFTER -> pair(edit.letter(), edit.after());
      case BEFORE_AND_TYPED -> pair(edit.before(), edit.typed());
      case TYPED_AND_AFTER -> pair(edit.typed(), edit.after());
    };
  }

  private static int pair(char one, char other) {
    return LETTERS * number(one) + number(other);
  }

  private static int number(char letter) {
    return letter == 0 ? 0 : letter - 'a' + 1;
  }
}

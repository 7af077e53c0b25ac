package dev.trine.cli;

/** What a newcomer does first, in ten lines: what {@code trine} alone prints. */
final class FirstSteps {
  static final String TEXT =
      """
      Trine trains neural networks by backpropagation on GPUs and CPUs. To begin with:

        trine train digits                              learns to read digits in a few seconds
        trine example                                   lists applications on real data
        trine example forecast                          runs one of them
        trine devices                                   tells which devices there are
        trine train --data FILE.csv --target COLUMN     trains on a table of your own
        trine predict model.safetensors --data NEW.csv  answers for other rows

      'trine --help' lists all commands, 'trine COMMAND --help' says what one takes.
      """;

  private FirstSteps() {}
}

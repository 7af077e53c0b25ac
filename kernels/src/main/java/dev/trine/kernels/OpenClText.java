package dev.trine.kernels;

/** The text of a kernel, line by line, each as deep as the blocks it is in. */
final class OpenClText {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  void open(String heading, Object... arguments) {
    line((heading + " {").strip(), arguments);
    depth++;
  }

  void close() {
    depth--;
    line("}");
  }

  void line(String format, Object... arguments) {
    text.append("  ".repeat(depth)).append(format.formatted(arguments)).append('\n');
  }

  /** The form that a kernel is for, as a comment at its head. */
  void comment(KernelForm form) {
    line("/*");
    form.key().lines().forEach(part -> line("%s", part));
    line("*/");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}

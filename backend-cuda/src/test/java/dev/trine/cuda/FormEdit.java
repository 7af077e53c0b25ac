package dev.trine.cuda;

import dev.trine.kernels.KernelForm;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault planted in a generated kernel.
 *
 * @param kind what goes wrong
 * @param by the case that must notice
 * @param instruction a pattern; the first place that it matches is edited
 * @param replacement may refer to the pattern's groups
 */
record FormEdit<C>(String kind, C by, String instruction, String replacement) {
  /** The module with the fault in it. */
  Ptx apply(KernelForm form) {
    Ptx right = Ptx.render(form);
    Matcher found = Pattern.compile(instruction).matcher(right.text());
    if (!found.find()) {
      throw new IllegalStateException("%s has no %s".formatted(by, instruction));
    }
    return new Ptx(right.module(), found.replaceFirst(replacement), right.meaning());
  }

  @Override
  public String toString() {
    return by + ": " + kind;
  }
}

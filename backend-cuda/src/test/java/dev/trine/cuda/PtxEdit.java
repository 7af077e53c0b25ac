package dev.trine.cuda;

import dev.trine.kernels.DeviceKernel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fault planted in the shipped PTX.
 *
 * @param kind what goes wrong
 * @param kernel where
 * @param instruction a pattern; the first instruction of the kernel that it matches is edited
 * @param replacement may refer to the pattern's groups
 */
record PtxEdit(String kind, DeviceKernel kernel, String instruction, String replacement) {
  /** The kernel's module with the fault in it. */
  Ptx apply() {
    Ptx shipped = Ptx.load(kernel.module());
    String text = shipped.text();
    int start = text.indexOf(".visible .entry " + kernel.entry() + "(");
    int next = text.indexOf(".visible .entry ", start + 1);
    String body = text.substring(start, next < 0 ? text.length() : next);
    Matcher found = Pattern.compile(instruction).matcher(body);
    if (!found.find()) {
      throw new IllegalStateException("%s has no %s".formatted(kernel.entry(), instruction));
    }
    String edited = found.replaceFirst(replacement);
    return new Ptx(
        kernel.module(),
        text.substring(0, start) + edited + (next < 0 ? "" : text.substring(next)));
  }

  @Override
  public String toString() {
    return kernel.entry() + ": " + kind;
  }
}

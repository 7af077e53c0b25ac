package dev.trine.kernels;

import dev.trine.backend.op.Epilogue;
import dev.trine.expression.Listing;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.kernels.OpenClSteps.Place;
import dev.trine.tensor.DType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes {@code epilogue_functions.h}, which is what products do to their results, rendered from
 * the expressions: the file is kept beside the kernels that include it, because CUDA's compiler
 * needs it where there is no Java.
 */
public final class EpilogueFunctions {
  private static final List<Epilogue> ALL = Epilogue.all();
  private static final OpenClTensor RESULT = argument("x");
  private static final OpenClTensor OTHER = argument("other");

  private final OpenClText text = new OpenClText();

  private EpilogueFunctions() {}

  /** Prints the file. */
  public static void main(String... arguments) {
    new PrintStream(System.out, true, StandardCharsets.US_ASCII).print(text());
  }

  /** An epilogue as the kernels take it; 0 for none. */
  static int code(Epilogue epilogue) {
    return ALL.indexOf(epilogue) + 1;
  }

  /** The file's content. */
  static String text() {
    EpilogueFunctions functions = new EpilogueFunctions();
    functions.head();
    ALL.forEach(functions::function);
    functions.choice();
    return functions.text.toString();
  }

  private void head() {
    text.line("/*");
    text.line(
        " * What products do to their results, by codes of its own: dev.trine.backend.op.Epilogue in the terms");
    text.line(
        " * of operations.h or vector_operations.h. Written by dev.trine.kernels.EpilogueFunctions, not by hand.");
    text.line(" */");
    text.line("");
    long withoutOther = ALL.stream().filter(epilogue -> !epilogue.takesOther()).count();
    text.line("/* Whether there is an element of another tensor to each result. */");
    text.line("#define TAKES_OTHER(code) ((code) > %s)", withoutOther);
    text.line("");
  }

  private void function(Epilogue epilogue) {
    Listing listing = Listing.of(List.of(epilogue.expression()));
    OpenClSteps steps = new OpenClSteps(listing, List.of(RESULT, OTHER), "v", 0);
    text.open(
        "DEVICE floats %s(%s)",
        name(epilogue), epilogue.takesOther() ? "floats x, floats other" : "floats x");
    steps.invariant(text);
    steps.variant(text, new Place(OpenClTensor::name, index -> "" + index.axis()));
    text.line("return %s;", steps.result(0));
    text.close();
    text.line("");
  }

  private void choice() {
    text.open("INLINE floats epilogue(int code, floats x, floats other)");
    text.open("switch (code)");
    for (Epilogue epilogue : ALL) {
      text.line(
          "case %s: return %s(%s);",
          code(epilogue), name(epilogue), epilogue.takesOther() ? "x, other" : "x");
    }
    text.line("default: return x;");
    text.close();
    text.close();
  }

  /** Not the name of a function that a language has. */
  private static String name(Epilogue epilogue) {
    return "epilogue_" + epilogue.toString().replace(' ', '_');
  }

  private static OpenClTensor argument(String name) {
    return new OpenClTensor(name, "", DType.F32, Walk.DENSE);
  }
}

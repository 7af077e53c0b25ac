package dev.trine.expression.function;

import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Function;
import dev.trine.expression.Listing;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Step;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The tree of a function of one or two arguments as Java that the JDK compiles: what {@link
 * dev.trine.expression.SinglePrecision} computes, fast enough for all numbers there are.
 */
public interface CompiledFunction {
  /** The value; y is not read where the function has one argument. */
  float apply(float x, float y);

  static CompiledFunction of(Function function) {
    Expression[] arguments = new Expression[function.arity()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = Arithmetic.load(i);
    }
    Listing listing = Listing.of(List.of(function.of(arguments)));
    StringBuilder body = new StringBuilder();
    List<Step> steps = listing.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      body.append(step.type() == dev.trine.tensor.DType.F32 ? "float" : "int");
      body.append(" v%d = %s;\n".formatted(i, Source.of(step)));
    }
    String source =
        "public final class Compiled implements %s { public float apply(float x, float y) { %s return v%d; } }"
            .formatted(CompiledFunction.class.getName(), body, listing.results().get(0));
    return Source.compile(source);
  }

  /** Java for the steps of a listing, and its compilation in memory. */
  final class Source {
    private Source() {}

    static String of(Step step) {
      if (step instanceof Leaf leaf) {
        return leaf(leaf.expression());
      }
      Computation computation = (Computation) step;
      Object[] arguments = computation.arguments().stream().map(i -> "v" + i).toArray();
      return template(computation).formatted(arguments);
    }

    private static String leaf(Expression leaf) {
      if (leaf instanceof Constant constant) {
        return "Float.intBitsToFloat(%d)"
            .formatted(Float.floatToRawIntBits((float) constant.value()));
      }
      return leaf instanceof Whole whole
          ? Integer.toString(whole.value())
          : ((Load) leaf).input() == 0 ? "x" : "y";
    }

    private static String template(Computation computation) {
      return switch (computation.operator()) {
        case ADD, INT_ADD -> "%s + %s";
        case SUBTRACT, INT_SUBTRACT -> "%s - %s";
        case MULTIPLY, INT_MULTIPLY -> "%s * %s";
        case FMA -> "Math.fma(%s, %s, %s)";
        case DIVIDE -> "%s / %s";
        case SQRT -> "(float) Math.sqrt(%s)";
        case NEGATE -> "-%s";
        case ABS -> "Math.abs(%s)";
        case MIN -> "Math.min(%s, %s)";
        case MAX -> "Math.max(%s, %s)";
        case FLOOR -> "(float) Math.floor(%s)";
        case ROUND -> "(float) Math.rint(%s)";
        case LESS, INT_LESS -> "%s < %s ? -1 : 0";
        case LESS_OR_EQUAL -> "%s <= %s ? -1 : 0";
        case EQUAL, INT_EQUAL -> "%s == %s ? -1 : 0";
        case SELECT, INT_SELECT -> "%s != 0 ? %s : %s";
        case TO_INT -> "(int) %s";
        case TO_FLOAT -> "(float) %s";
        case BITS -> "Float.floatToRawIntBits(%s)";
        case FROM_BITS -> "Float.intBitsToFloat(%s)";
        case INT_MULTIPLY_HIGH -> "(int) ((%s & 0xffffffffL) * (%s & 0xffffffffL) >>> 32)";
        case INT_AND -> "%s & %s";
        case INT_OR -> "%s | %s";
        case INT_XOR -> "%s ^ %s";
        case INT_SHIFT_LEFT -> "%s << %s";
        case INT_SHIFT_RIGHT -> "%s >> %s";
        case INT_SHIFT_RIGHT_UNSIGNED -> "%s >>> %s";
        case INT_LESS_UNSIGNED -> "Integer.compareUnsigned(%s, %s) < 0 ? -1 : 0";
      };
    }

    static CompiledFunction compile(String source) {
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      ByteArrayOutputStream code = new ByteArrayOutputStream();
      JavaFileManager files =
          new ForwardingJavaFileManager<JavaFileManager>(
              compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
              return new SimpleJavaFileObject(URI.create("mem:///Compiled.class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                  return code;
                }
              };
            }
          };
      JavaFileObject text =
          new SimpleJavaFileObject(URI.create("mem:///Compiled.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return source;
            }
          };
      List<String> options = List.of("-cp", System.getProperty("java.class.path"));
      if (!compiler.getTask(null, files, null, options, null, List.of(text)).call()) {
        throw new IllegalStateException("Does not compile:\n" + source);
      }
      try {
        Class<?> compiled =
            new ClassLoader(CompiledFunction.class.getClassLoader()) {
              @Override
              protected Class<?> findClass(String name) {
                return defineClass(name, code.toByteArray(), 0, code.size());
              }
            }.loadClass("Compiled");
        return (CompiledFunction) compiled.getConstructor().newInstance();
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

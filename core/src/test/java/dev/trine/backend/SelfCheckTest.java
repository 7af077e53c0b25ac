package dev.trine.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.InterceptedBackend;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broken device might do when it is opened, and that it is told apart. */
class SelfCheckTest {
  private static final int AT_ONCE = 50_000;

  @TempDir Path classPath;

  private final ClassLoader original = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void begin() throws IOException {
    FakeProvider.clear();
    FakeProvider.onClassPath(classPath, FakeProvider.Cuda.class.getName());
    FakeProvider.device("cuda", "GeForce", Device.Kind.DISCRETE_GPU);
  }

  @AfterEach
  void end() {
    Thread.currentThread().setContextClassLoader(original);
    assertEquals(List.of(), FakeProvider.open());
  }

  @Test
  void aRightBackendIsOpened() {
    Backend right = right();
    List<Variants.Convolution> ways =
        bothConvolving((ConvolutionOps) right, (ConvolutionOps) right);
    open(right, new Variants(both(right, right), ways, AT_ONCE)).close();
  }

  @Test
  void oneOfTheWaysToMultiply() {
    Backend right = right();
    MatrixOps wrong =
        (spec, a, b, bias, other, out, columnSums) -> {
          Call product = right.matmul(spec, a, b, bias, other, out, columnSums);
          Call overwriting = right.fill(-1, last(out));
          return () -> {
            product.enqueue();
            overwriting.enqueue();
          };
        };
    assertFound(
        right,
        new Variants(both(right, wrong), 0),
        "cuda:0 (GeForce) computes wrong results: element [135, 129] of a 136×44·44×130 product"
            + " (second) is -1.0, not ");
  }

  @Test
  void transposedOperandsReadAsTheyLie() {
    assertFound(
        replacing("matmul", 0, SelfCheckTest::untransposed), "product (first, b transposed)");
  }

  @Test
  void biasLeftOut() {
    assertFound(replacing("matmul", 3, bias -> null), "product (first)");
  }

  @Test
  void activationLeftOut() {
    assertFound(
        replacing("matmul", 0, spec -> ((Matmul) spec).withActivation(Activation.IDENTITY)),
        "product (first)");
  }

  @Test
  void columnSumsLeftOutOfAProduct() {
    assertFound(
        replacing("matmul", 6, sums -> null),
        "element [0] of the column sums beside a 136×44·44×130 product (first) is NaN");
  }

  @Test
  void lastRowLeftOutOfColumnSums() {
    assertFound(withoutLastRow(10), "element [0] of the column sums of a 1041×10 matrix is");
  }

  @Test
  void lastRowLeftOutOfATotal() {
    assertFound(withoutLastRow(1), "element [0] of the sum of squares of a 1041×10 matrix is");
  }

  @Test
  void oneOfTheWaysToConvolve() {
    assertConvolutionFound(
        "convolve", "element [0, 0, 0, 0] of a convolution of 8 to 132 channels (second) is 0.0");
    assertConvolutionFound(
        "convolveImages",
        "of the gradient by the images of a convolution of 8 to 132 channels (second) is 0.0");
    assertConvolutionFound(
        "convolveFilters",
        "of the gradient by the filters of a convolution of 8 to 132 channels (second) is 0.0");
  }

  @Test
  void convolutionThatKnowsNoDilation() {
    assertFound(
        replacing("convolve", 0, SelfCheckTest::dense), "of a convolution of 8 to 132 channels");
  }

  @Test
  void depthwiseConvolutionTakenAsOne() {
    assertFound(
        InterceptedBackend.of(
            (reference, op, real) -> {
              Object[] arguments = op.arguments().clone();
              boolean depthwise = op.name().equals("convolve") && arguments[1].equals(6);
              return depthwise ? reference.fill(0, op.last()) : real.bind(arguments);
            }),
        "of a convolution of 6 to 6 channels (depthwise) is 0.0");
  }

  @Test
  void poolingThatPadsWithZeros() {
    assertFound(
        InterceptedBackend.with(
            (reference, op) -> {
              if (op.name().equals("maxPool")) {
                InterceptedBackend.map(
                    reference, op.views().get(1), value -> value < -14 ? 0 : value);
              }
            }),
        "of the values of the largest that 3×2 windows see is 0.0");
  }

  @Test
  void poolingThatChoosesTheLast() {
    assertFound(
        InterceptedBackend.with(
            (reference, op) -> {
              if (op.name().equals("maxPool")) {
                InterceptedBackend.map(reference, op.last(), chosen -> Math.min(chosen + 1, 5));
              }
            }),
        "of the numbers of the largest that 3×2 windows see is");
  }

  @Test
  void gradientOfPoolingLeftOut() {
    assertFound(
        InterceptedBackend.with(
            (reference, op) -> {
              if (op.name().equals("maxPoolGradient")) {
                reference.fill(0, op.last()).enqueue();
              }
            }),
        "of the gradient of the largest that 3×2 windows see is 0.0");
  }

  @Test
  void onlyOneRoundOfLanes() {
    Backend broken =
        InterceptedBackend.of(
            (reference, op, real) -> {
              if (!op.name().equals("update")) {
                return real.bind(op.arguments());
              }
              Shape extents = Shape.of(AT_ONCE);
              Mapping all = (Mapping) op.arguments()[0];
              Access dense = Access.dense(DType.F32, extents);
              Access single = new Access(DType.F32, 0, List.of(0L));
              Mapping some =
                  new Mapping(
                      extents,
                      List.of(dense, dense, single),
                      all.values().stream().map(value -> new Result(value, dense)).toList());
              return real.bind(some, op.arguments()[1], op.arguments()[2], op.arguments()[3]);
            });
    assertFound(
        broken,
        new Variants(both(broken, broken), AT_ONCE),
        "element [50000] of the parameters of a step of Adam over 50323 is -4.0, not -3.5");
  }

  @Test
  void parametersUpdatedTwice() {
    Backend broken =
        InterceptedBackend.of(
            (reference, op, real) -> {
              Call call = real.bind(op.arguments());
              return () -> {
                call.enqueue();
                if (op.name().equals("update")) {
                  call.enqueue();
                }
              };
            });
    assertFound(broken, "of the parameters of a step of Adam over");
  }

  @Test
  void momentsNotStored() {
    assertFound(unstored(1), "of the first moments of a step of Adam over");
    assertFound(unstored(2), "of the second moments of a step of Adam over");
  }

  @Test
  void recordingThatRunsNothing() {
    Backend right = right();
    Backend broken =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class},
                (proxy, method, arguments) ->
                    method.getName().equals("record")
                        ? right.record(List.of())
                        : method.invoke(right, arguments));
    assertFound(broken, new Variants(both(broken, broken), 0), "computes wrong results");
  }

  private static Backend right() {
    return InterceptedBackend.with((reference, op) -> {});
  }

  private static List<Variants.Product> both(MatrixOps first, MatrixOps second) {
    return List.of(new Variants.Product("first", first), new Variants.Product("second", second));
  }

  private static List<Variants.Convolution> bothConvolving(
      ConvolutionOps first, ConvolutionOps second) {
    return List.of(
        new Variants.Convolution("first", first), new Variants.Convolution("second", second));
  }

  /** An argument of an op replaced by another. */
  private static Backend replacing(String name, int argument, UnaryOperator<Object> other) {
    return InterceptedBackend.of(
        (reference, op, real) -> {
          Object[] arguments = op.arguments().clone();
          if (op.name().equals(name)) {
            arguments[argument] = other.apply(arguments[argument]);
          }
          return real.bind(arguments);
        });
  }

  /** A window whose elements are neighbours. */
  private static Object dense(Object argument) {
    Window window = (Window) argument;
    return new Window(
        window.height(),
        window.width(),
        window.down(),
        window.across(),
        1,
        1,
        window.top(),
        window.bottom(),
        window.left(),
        window.right() - 1);
  }

  /** b taken as if it lay row by row. */
  private static Object untransposed(Object argument) {
    Matmul spec = (Matmul) argument;
    return Matmul.of(spec.m(), spec.n(), spec.k(), spec.a().transposed(), false)
        .withEpilogue(spec.epilogue());
  }

  /** Sums to so many elements that forget the last row of a matrix. */
  private static Backend withoutLastRow(int elements) {
    return InterceptedBackend.of(
        (reference, op, real) -> {
          if (!op.name().equals("rows") || op.last().elements() != elements) {
            return real.bind(op.arguments());
          }
          Rows spec = (Rows) op.arguments()[0];
          long[] extents = spec.extents().dimensions();
          extents[extents.length - 1] -= op.first().shape().example().elements() / elements;
          return real.bind(
              new Rows(Shape.of(extents), spec.inputs(), spec.folds(), List.of(), spec.perRow()),
              op.arguments()[1],
              op.arguments()[2]);
        });
  }

  /** An update that leaves an output as it was. */
  private static Backend unstored(int output) {
    return InterceptedBackend.of(
        (reference, op, real) -> {
          Call call = real.bind(op.arguments());
          if (!op.name().equals("update")) {
            return call;
          }
          View moment = (View) ((List<?>) op.arguments()[2]).get(output);
          return () -> {
            View before = InterceptedBackend.copyOf(reference, moment);
            call.enqueue();
            reference.copy(before, moment).enqueue();
          };
        });
  }

  private static View last(View view) {
    return view.part(view.elements() - 1, Shape.of(1));
  }

  private static Backend open(Backend backend, Variants variants) {
    FakeProvider.opensAs(
        "cuda:0", () -> FakeProvider.named(FakeProvider.device("cuda:0"), backend, variants));
    return Backends.open("cuda", BackendOptions.defaults());
  }

  private static void assertFound(Backend broken, String message) {
    List<Variants.Convolution> ways =
        bothConvolving((ConvolutionOps) broken, (ConvolutionOps) broken);
    assertFound(broken, new Variants(both(broken, broken), ways, 0), message);
  }

  /** That the second of two ways to convolve is found to leave out one of the products. */
  private static void assertConvolutionFound(String product, String message) {
    Backend right = right();
    ConvolutionOps wrong =
        (ConvolutionOps)
            Proxy.newProxyInstance(
                ConvolutionOps.class.getClassLoader(),
                new Class<?>[] {ConvolutionOps.class},
                (proxy, method, arguments) ->
                    method.getName().equals(product)
                        ? right.fill(0, (View) arguments[4])
                        : method.invoke(right, arguments));
    List<Variants.Convolution> ways = bothConvolving((ConvolutionOps) right, wrong);
    assertFound(right, new Variants(both(right, right), ways, 0), message);
  }

  private static void assertFound(Backend broken, Variants variants, String message) {
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> open(broken, variants));
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }
}

package dev.trine.conformance.catalogue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Variants;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/**
 * Products by each way to multiply that a backend otherwise chooses by their size: what a large
 * product would meet, on a small one.
 */
public final class VariantCases {
  /** So many terms that every way goes round its loop, and ends in the middle. */
  private static final long TERMS = 23;

  private VariantCases() {}

  /** None where the backend has but one way. */
  public static List<OpCase> of(Backend backend) {
    List<Variants.Product> ways = backend.variants().products();
    return ways.size() == 1
        ? List.of()
        : ways.stream()
            .flatMap(way -> products().stream().map(product -> by(way.name(), product)))
            .toList();
  }

  private static List<OpCase> products() {
    List<OpCase> products = new ArrayList<>();
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Matmul small = Matmul.of(6, 7, TERMS, transposeA, transposeB);
        products.add(MatmulCases.product("", small, true));
        // More than one tile of any size, none of them whole.
        Matmul tiled = Matmul.of(137, 133, TERMS, transposeA, transposeB);
        products.add(MatmulCases.product("", tiled, true));
      }
    }
    Matmul small = Matmul.of(6, 7, TERMS, false, false);
    for (Activation activation : Activation.values()) {
      boolean folds = activation.gradientFrom() == Activation.GradientFrom.OUTPUT;
      if (folds && activation != Activation.IDENTITY) {
        products.add(MatmulCases.product("", small.withActivation(activation), false));
      }
    }
    products.add(MatmulCases.product("", small.withScale(-0.5, 2), true));
    products.add(MatmulCases.product("", Matmul.batched(3, 5, 6, TERMS, false, true), true));
    return products;
  }

  private static OpCase by(String way, OpCase product) {
    return new OpCase(
        product.op(),
        product.name() + " by " + way,
        product.arguments(),
        (backend, tensors) -> product.binding().bind(multiplying(backend, way), tensors),
        product.flops());
  }

  /** The backend with one way to multiply. The reference, which has no other, as it is. */
  private static Backend multiplying(Backend backend, String name) {
    return backend.variants().products().stream()
        .filter(way -> way.name().equals(name))
        .map(way -> multiplying(backend, way.matrices()))
        .findFirst()
        .orElse(backend);
  }

  private static Backend multiplying(Backend backend, MatrixOps way) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              try {
                boolean multiplies = method.getDeclaringClass() == MatrixOps.class;
                return method.invoke(multiplies ? way : backend, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}

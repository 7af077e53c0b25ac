package dev.trine.kernels;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.View;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.tensor.Shape;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Matrix products in tiles that are held in local memory and registers ({@code gemm.c}). */
final class TiledGemm implements Gemm {
  /** Chooses between variants that the device runs. */
  @FunctionalInterface
  private interface Planning {
    GemmPlan of(Matmul spec, List<GemmVariant> eligible);
  }

  /** The variants that the device runs; known once the kernels are loaded. */
  private final Map<OperandFormat, List<GemmVariant>> eligible = new EnumMap<>(OperandFormat.class);

  private final DeviceContext context;
  private final Planning planning;
  private final boolean mayRegroup;

  /**
   * @param mayRegroup whether terms may be added in slices, in another order than one after the
   *     other
   */
  TiledGemm(DeviceContext context, boolean mayRegroup) {
    this.context = context;
    this.mayRegroup = mayRegroup;
    int most = mayRegroup ? GemmPlan.MOST_SLICES : 1;
    planning = (spec, all) -> GemmPlan.of(spec, context.limits(), all, most);
  }

  /** By what is planned in one way whatever the product. */
  private TiledGemm(TiledGemm like, Planning planning) {
    this.context = like.context;
    this.mayRegroup = like.mayRegroup;
    this.planning = planning;
  }

  @Override
  public LaunchCall bind(
      Matmul spec, View a, View b, View bias, View other, View out, View columnSums) {
    GemmPlan plan = planning.of(spec, eligible(context.format(a)));
    if (plan.slices() == 1) {
      return context.call("matmul", product(spec, plan, a, b, bias, other, out, columnSums));
    }
    Matmul partial = partialProducts(spec);
    long ofProducts = plan.scratchElements(spec);
    long ofSums = columnSums == null ? 0 : plan.slices() * spec.n();
    return new LaunchCall(
        context,
        "matmul",
        ofProducts + ofSums,
        scratch -> {
          View partials = scratch.part(0, Shape.of(ofProducts));
          View sums = ofSums == 0 ? null : scratch.part(ofProducts, Shape.of(ofSums));
          return List.of(
              product(partial, plan, a, b, null, null, partials, sums),
              combination(spec, plan, partials, sums, bias, other, out, columnSums));
        });
  }

  @Override
  public Map<String, Gemm> variants() {
    Map<String, Gemm> all = new LinkedHashMap<>();
    OperandFormat.of(context.precision()).stream()
        .flatMap(operands -> eligible(operands).stream())
        .distinct()
        .forEach(variant -> addInSlices(variant, all));
    return all;
  }

  /** Of operands that the variant is not for, the first one that is. */
  private void addInSlices(GemmVariant variant, Map<String, Gemm> all) {
    for (int slices = 1; slices <= (mayRegroup ? 2 : 1); slices++) {
      int wanted = slices;
      all.put(
          variant.base() + (slices == 1 ? "" : " in 2 slices"),
          new TiledGemm(
              this,
              (spec, eligible) ->
                  GemmPlan.inSlices(
                      eligible.contains(variant) ? variant : eligible.get(0),
                      wanted,
                      (int) spec.k())));
    }
  }

  /** Only those with tensor cores, where there are any for such operands. */
  private List<GemmVariant> eligible(OperandFormat operands) {
    return eligible.computeIfAbsent(
        operands,
        format -> {
          List<GemmVariant> all = running(format, true);
          if (all.isEmpty()) {
            all = running(format, false);
          }
          if (all.isEmpty()) {
            throw tooSmall();
          }
          return all;
        });
  }

  private List<GemmVariant> running(OperandFormat operands, boolean byTensorCores) {
    return Stream.of(GemmVariant.values())
        .filter(
            variant ->
                variant
                    .kernel(operands)
                    .filter(kernel -> kernel.isForWarps() == byTensorCores)
                    .filter(kernel -> context.runs(kernel, variant.localBytes()))
                    .isPresent())
        .toList();
  }

  private UnsupportedOpException tooSmall() {
    return new UnsupportedOpException(
        "matmul on %s fits no variant: the smallest needs groups of %s lanes and %s bytes of local memory, the device has %s"
            .formatted(
                context.runtime().device(),
                GemmVariant.SMALL.lanes(),
                GemmVariant.SMALL.localBytes(),
                context.limits()));
  }

  /**
   * The same product without what comes after its sums, the slices of each dense and one behind the
   * other.
   */
  private static Matmul partialProducts(Matmul spec) {
    return new Matmul(
        spec.batch(),
        spec.m(),
        spec.n(),
        spec.k(),
        spec.a(),
        spec.b(),
        new Matmul.Operand(false, spec.n(), spec.m() * spec.n()),
        1,
        0,
        Epilogue.NONE);
  }

  private BoundLaunch product(
      Matmul spec,
      GemmPlan plan,
      View a,
      View b,
      View bias,
      View other,
      View out,
      View columnSums) {
    long groups = plan.tiles(spec) * spec.batch() * plan.slices();
    return context.launch(
        plan.variant().kernel(context.format(a)).orElseThrow(),
        context.index("matmul", groups),
        new Arguments()
            .view(a)
            .view(b)
            .viewOr(bias, a)
            .viewOr(other, a)
            .view(out)
            .viewOr(columnSums, out)
            .ints((int) spec.m(), (int) spec.n(), (int) spec.k())
            .ints(plan.slices(), plan.slice())
            .flag(!spec.a().transposed())
            .flag(spec.b().transposed())
            .ints((int) spec.a().leading(), (int) spec.b().leading(), (int) spec.out().leading())
            .longs(spec.a().batchStride(), spec.b().batchStride(), spec.out().batchStride())
            .flag(wide(a, spec.a()))
            .flag(wide(b, spec.b()))
            .flag(wide(out, spec.out()))
            .floats(spec.alpha(), spec.beta())
            .flag(bias != null)
            .ints(EpilogueFunctions.code(spec.epilogue()))
            .flag(columnSums != null));
  }

  private BoundLaunch combination(
      Matmul spec,
      GemmPlan plan,
      View partials,
      View sums,
      View bias,
      View other,
      View out,
      View columnSums) {
    return context.launch(
        DeviceKernel.GEMM_COMBINE,
        context.groups(spec.batch() * spec.m() * spec.n(), DeviceKernel.GEMM_COMBINE.lanes()),
        new Arguments()
            .view(partials)
            .viewOr(sums, partials)
            .viewOr(bias, partials)
            .viewOr(other, partials)
            .view(out)
            .viewOr(columnSums, out)
            .ints((int) spec.batch(), (int) spec.m(), (int) spec.n())
            .ints(plan.slices(), (int) spec.out().leading())
            .longs(spec.out().batchStride())
            .floats(spec.alpha(), spec.beta())
            .flag(bias != null)
            .ints(EpilogueFunctions.code(spec.epilogue()))
            .flag(columnSums != null));
  }

  /** Whether each stored row of each matrix starts at a multiple of 16 bytes. */
  private static boolean wide(View view, Matmul.Operand operand) {
    return Quads.aligned(view)
        && operand.leading() % Quads.LENGTH == 0
        && operand.batchStride() % Quads.LENGTH == 0;
  }
}

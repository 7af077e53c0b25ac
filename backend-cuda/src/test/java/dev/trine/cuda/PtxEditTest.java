package dev.trine.cuda;

import static dev.trine.kernels.DeviceKernel.ADD_RUNS;
import static dev.trine.kernels.DeviceKernel.AVERAGE_POOL;
import static dev.trine.kernels.DeviceKernel.AVERAGE_POOL_GRADIENT;
import static dev.trine.kernels.DeviceKernel.COMBINE_BLOCKS;
import static dev.trine.kernels.DeviceKernel.COMMIT;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_128;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_128_BF16;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_128_TF32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_32_BF16;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_32_TF32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_64;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_64_BF16;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_64_TF32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_32_BF16;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_32_TF32;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_64;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_64_BF16;
import static dev.trine.kernels.DeviceKernel.CONVOLVE_FILTERS_64_TF32;
import static dev.trine.kernels.DeviceKernel.COPY;
import static dev.trine.kernels.DeviceKernel.COUNT_DIGITS;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE_BF16;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE_FILTERS;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE_FILTERS_BF16;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE_FILTERS_TF32;
import static dev.trine.kernels.DeviceKernel.DEPTHWISE_TF32;
import static dev.trine.kernels.DeviceKernel.DROPOUT;
import static dev.trine.kernels.DeviceKernel.FILL;
import static dev.trine.kernels.DeviceKernel.FIND_ROWS;
import static dev.trine.kernels.DeviceKernel.GATHER;
import static dev.trine.kernels.DeviceKernel.GEMM_128;
import static dev.trine.kernels.DeviceKernel.GEMM_128_BF16;
import static dev.trine.kernels.DeviceKernel.GEMM_32;
import static dev.trine.kernels.DeviceKernel.GEMM_32_BF16;
import static dev.trine.kernels.DeviceKernel.GEMM_64;
import static dev.trine.kernels.DeviceKernel.GEMM_64_BF16;
import static dev.trine.kernels.DeviceKernel.GEMM_COMBINE;
import static dev.trine.kernels.DeviceKernel.GEMM_MMA_128_BF16;
import static dev.trine.kernels.DeviceKernel.GEMM_MMA_128_TF32;
import static dev.trine.kernels.DeviceKernel.GEMM_MMA_64_BF16;
import static dev.trine.kernels.DeviceKernel.GEMM_MMA_64_TF32;
import static dev.trine.kernels.DeviceKernel.MAX_POOL;
import static dev.trine.kernels.DeviceKernel.MAX_POOL_GRADIENT;
import static dev.trine.kernels.DeviceKernel.RANDOM_BITS;
import static dev.trine.kernels.DeviceKernel.RANK_INDICES;
import static dev.trine.kernels.DeviceKernel.SCATTER_ADD;
import static dev.trine.kernels.DeviceKernel.SORT_DIGIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import dev.trine.verification.record.FamilyRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The catalogue can fail: of each kernel of the shipped PTX, and of most kinds of instruction, some
 * are made wrong, one at a time, and some case must notice. {@code ./verify} leaves out kernel
 * families that have passed.
 */
@ExtendWith(CudaSimulator.class)
class PtxEditTest {
  private static final String FLOAT = "(%f\\d+|0f\\w+)";

  private final FamilyRecord passed = PtxRecord.of("Planted faults in PTX");

  private static List<PtxEdit> edits() {
    return List.of(
        // Arithmetic in single precision.
        new PtxEdit("a sum is a difference", COMBINE_BLOCKS, "add\\.rn\\.f32", "sub.f32"),
        new PtxEdit("a sum is a difference", ADD_RUNS, "add\\.rn\\.f32", "sub.f32"),
        new PtxEdit("a sum is a difference", SCATTER_ADD, "add\\.rn\\.f32", "sub.f32"),
        new PtxEdit("a product is a sum", DROPOUT, "mul\\.rn\\.f32", "add.f32"),
        forgotten("a fused addend", GEMM_128),
        forgotten("a fused addend", GEMM_64),
        forgotten("a fused addend", GEMM_32),
        forgotten("a fused addend", CONVOLVE_128),
        forgotten("a fused addend", CONVOLVE_64),
        forgotten("a fused addend", CONVOLVE_32),
        forgotten("a fused addend", CONVOLVE_FILTERS_64),
        forgotten("a fused addend", CONVOLVE_FILTERS_32),
        forgotten("a fused addend", DEPTHWISE),
        forgotten("a fused addend", DEPTHWISE_FILTERS),
        columnSubtracted(GEMM_128),
        columnSubtracted(GEMM_64),
        columnSubtracted(GEMM_32),
        // The last of them: the first is of a correction that few results show.
        new PtxEdit("a quotient is a product", GEMM_64, "(?s)(.*)div\\.rn\\.f32", "$1mul.f32"),
        new PtxEdit("a reciprocal is left out", GEMM_64, "rcp\\.rn\\.f32", "mov.f32"),
        new PtxEdit(
            "a magnitude has a sign",
            GEMM_64,
            "and\\.b32( \\s*%r\\d+, %r\\d+), 2147483647;(\\s*mov\\.u32 \\s*%r\\d+, 2139095040)",
            "or.b32$1, 0;$2"),
        new PtxEdit(
            "an exponent elsewhere",
            GEMM_64,
            "shl\\.b32( \\s*%r\\d+, %r\\d+), 23;",
            "shl.b32$1, 22;"),
        new PtxEdit("the larger is the smaller", GEMM_64, "max\\.f32", "min.f32"),
        // Integers.
        new PtxEdit("a sum is a difference", RANDOM_BITS, "add\\.s32", "sub.s32"),
        new PtxEdit("an address goes backwards", COPY, "add\\.s64", "sub.s64"),
        new PtxEdit("the high half is the low one", RANDOM_BITS, "mul\\.hi\\.u32", "mul.lo.u32"),
        new PtxEdit("a product is a sum", GEMM_COMBINE, "mul\\.lo\\.s32", "add.s32"),
        new PtxEdit(
            "an index counts double",
            FILL,
            "mul\\.wide\\.u32(\\s+[^;]*), 4;",
            "mul.wide.u32$1, 8;"),
        new PtxEdit("a quotient is a remainder", COMBINE_BLOCKS, "div\\.s32", "rem.s32"),
        new PtxEdit("a remainder is a quotient", COMBINE_BLOCKS, "rem\\.s32", "div.s32"),
        new PtxEdit("the smaller is the larger", DROPOUT, "min\\.(u|s)32", "max.$132"),
        new PtxEdit("a product is a sum", COMBINE_BLOCKS, "mul\\.lo\\.s64", "add.s64"),
        new PtxEdit("a quotient is a remainder", GEMM_COMBINE, "div\\.u32", "rem.u32"),
        new PtxEdit(
            "an addend is forgotten",
            DROPOUT,
            "mad\\.lo\\.s32(\\s+%r\\d+, [^,]+, [^,]+), [^;]+;",
            "mul.lo.s32$1;"),
        // Operands that are the upper halves of numbers.
        halfElsewhere(GEMM_128_BF16),
        halfElsewhere(GEMM_64_BF16),
        halfElsewhere(GEMM_32_BF16),
        halfElsewhere(CONVOLVE_128_BF16),
        halfElsewhere(CONVOLVE_64_BF16),
        halfElsewhere(CONVOLVE_32_BF16),
        halfElsewhere(CONVOLVE_FILTERS_64_BF16),
        halfElsewhere(CONVOLVE_FILTERS_32_BF16),
        halfElsewhere(DEPTHWISE_BF16),
        halfElsewhere(DEPTHWISE_FILTERS_BF16),
        halvesSwapped(GEMM_128_BF16),
        halvesSwapped(CONVOLVE_64_BF16),
        halvesSwapped(DEPTHWISE_BF16),
        // Fragments of tensor cores, and what they take F32 for.
        rowsSwapped(GEMM_MMA_128_BF16),
        rowsSwapped(GEMM_MMA_64_BF16),
        rowsSwapped(GEMM_MMA_128_TF32),
        rowsSwapped(GEMM_MMA_64_TF32),
        termsSwapped(GEMM_MMA_128_BF16),
        termsSwapped(GEMM_MMA_64_TF32),
        new PtxEdit(
            "a fragment lies as it did",
            GEMM_MMA_64_BF16,
            "(ldmatrix\\.sync\\.aligned\\.m8n8\\.x4)\\.trans",
            "$1"),
        notRounded(GEMM_MMA_128_TF32),
        notRounded(GEMM_MMA_64_TF32),
        notRounded(CONVOLVE_128_TF32),
        notRounded(CONVOLVE_64_TF32),
        notRounded(CONVOLVE_32_TF32),
        notRounded(CONVOLVE_FILTERS_64_TF32),
        notRounded(CONVOLVE_FILTERS_32_TF32),
        notRounded(DEPTHWISE_TF32),
        notRounded(DEPTHWISE_FILTERS_TF32),
        // Where a place or a tap is.
        new PtxEdit("a quotient is a remainder", CONVOLVE_64, "(?s)(.*)div\\.s32", "$1rem.s32"),
        new PtxEdit("a quotient is a remainder", CONVOLVE_FILTERS_32, "div\\.s32", "rem.s32"),
        new PtxEdit("a remainder is a quotient", DEPTHWISE, "rem\\.s32", "div.s32"),
        new PtxEdit("a remainder is a quotient", DEPTHWISE_FILTERS, "rem\\.s32", "div.s32"),
        new PtxEdit("a tile is smaller", GEMM_128, "shr\\.s32(\\s+[^;]*), 7;", "shr.s32$1, 6;"),
        // Bits.
        new PtxEdit("either is any", RANDOM_BITS, "xor\\.b32", "or.b32"),
        new PtxEdit("a byte of another place", FILL, "shl\\.b32(\\s+[^;]*), 3;", "shl.b32$1, 2;"),
        new PtxEdit("a shift too far", RANDOM_BITS, "shl\\.b64(\\s+[^;]*), 2;", "shl.b64$1, 3;"),
        new PtxEdit(
            "a shift not far enough", RANDOM_BITS, "shr\\.u32(\\s+[^;]*), \\d+;", "shr.u32$1, 1;"),
        // Comparisons and choices.
        new PtxEdit("one too many", FILL, "setp\\.ge\\.u32", "setp.gt.u32"),
        new PtxEdit("less is less or equal", COPY, "setp\\.lt\\.u32", "setp.le.u32"),
        new PtxEdit("equal is unequal", COMMIT, "setp\\.eq\\.s32", "setp.ne.s32"),
        new PtxEdit("the larger float", COMBINE_BLOCKS, "setp\\.gt\\.f32", "setp.lt.f32"),
        pixelBeyond(CONVOLVE_128),
        pixelBeyond(CONVOLVE_32),
        pixelBeyond(CONVOLVE_FILTERS_64),
        new PtxEdit("less is less or equal", FIND_ROWS, "setp\\.lt\\.u32", "setp.le.u32"),
        new PtxEdit("more is less", SORT_DIGIT, "setp\\.gt\\.s32", "setp.lt.s32"),
        new PtxEdit(
            "one too many",
            GATHER,
            "setp\\.ge\\.u32(\\s+%p\\d+, %r\\d+, %r\\d+;\\s+setp\\.lt)",
            "setp.gt.u32$1"),
        new PtxEdit("equals are larger", MAX_POOL, "setp\\.le\\.s32", "setp.lt.s32"),
        new PtxEdit("one too many", AVERAGE_POOL, "setp\\.ge\\.s32", "setp.gt.s32"),
        new PtxEdit("the larger integer", AVERAGE_POOL_GRADIENT, "min\\.s32", "max.s32"),
        new PtxEdit("a sum is a difference", MAX_POOL_GRADIENT, "add\\.rn\\.f32", "sub.rn.f32"),
        new PtxEdit(
            "the other choice",
            DROPOUT,
            "selp\\.f32 (\\s*%f\\d+, )([^,]+), ([^,]+), ",
            "selp.f32 $1$3, $2, "),
        new PtxEdit("or is and", COMBINE_BLOCKS, "or\\.pred", "and.pred"),
        new PtxEdit("and is or", GEMM_64, "and\\.pred", "or.pred"),
        new PtxEdit("and is or", RANK_INDICES, "and\\.pred", "or.pred"),
        new PtxEdit(
            "the other integer",
            GEMM_64,
            "selp\\.b32(\\s+%r\\d+, )([^,]+), ([^,]+), ",
            "selp.b32$1$3, $2, "),
        // Flow.
        new PtxEdit("a branch the wrong way", DROPOUT, "@(%p\\d+) bra", "@!$1 bra"),
        new PtxEdit("a branch not taken", FILL, "@%p\\d+ bra[^;]*;", ""),
        new PtxEdit("the mark of another step", COMMIT, "(ld\\.global\\.u32[^+]*)\\+8\\]", "$1]"),
        barrierDropped(COMBINE_BLOCKS),
        barrierDropped(COUNT_DIGITS),
        barrierDropped(SORT_DIGIT),
        barrierDropped(GEMM_128),
        barrierDropped(GEMM_64),
        barrierDropped(GEMM_32),
        barrierDropped(GEMM_MMA_128_BF16),
        barrierDropped(GEMM_MMA_64_TF32),
        barrierDropped(CONVOLVE_128),
        barrierDropped(CONVOLVE_64),
        barrierDropped(CONVOLVE_32),
        barrierDropped(CONVOLVE_FILTERS_64),
        barrierDropped(CONVOLVE_FILTERS_32),
        // Where a lane is.
        new PtxEdit("a lane of the warp for one of the group", GEMM_64, "%tid\\.x", "%laneid"),
        new PtxEdit("another dimension of the group", FILL, "%ctaid\\.x", "%ctaid.y"),
        new PtxEdit("another dimension of the grid", GEMM_COMBINE, "%nctaid\\.x", "%nctaid.y"),
        // Memory.
        new PtxEdit("another parameter", FILL, "\\[fill_param_2\\]", "[fill_param_3]"),
        new PtxEdit(
            "an element further in global memory",
            GEMM_COMBINE,
            "(ld\\.global\\.nc\\.f32\\s+%f\\d+, \\[%rd\\d+)\\]",
            "$1+4]"),
        new PtxEdit(
            "a result an element further",
            DROPOUT,
            "(st\\.global\\.f32 \\s*\\[%rd\\d+)\\]",
            "$1+4]"),
        // What it writes last are sums of columns.
        new PtxEdit(
            "the last result an element further",
            GEMM_COMBINE,
            "(?s)(.*st\\.global\\.f32 \\s*\\[%rd\\d+)\\]",
            "$1+4]"),
        new PtxEdit(
            "an element further in shared memory",
            COMBINE_BLOCKS,
            "(ld\\.shared\\.f32 \\s*%f\\d+, \\[%r\\d+)\\]",
            "$1+4]"),
        new PtxEdit("two bytes for one", COPY, "st\\.global\\.u8", "st.global.u16"),
        new PtxEdit(
            "a quad in the wrong order",
            DROPOUT,
            "(st\\.global\\.v4\\.f32 \\s*\\[[^\\]]*\\], )\\{(%f\\d+), (%f\\d+), ",
            "$1{$3, $2, "),
        new PtxEdit(
            "a quad in the wrong order",
            GEMM_128,
            "(ld\\.global\\.nc\\.v4\\.f32 \\s*)\\{(%f\\d+), (%f\\d+), ",
            "$1{$3, $2, "),
        new PtxEdit(
            "a quad in the wrong order",
            GEMM_128,
            "(st\\.global\\.v4\\.f32 \\s*\\[[^\\]]*\\], )\\{(%f\\d+), (%f\\d+), ",
            "$1{$3, $2, "),
        wholePanelSwapped(GEMM_128),
        wholePanelSwapped(GEMM_64),
        wholePanelSwapped(GEMM_32),
        // The last stores are of what comes with an activation, or is not a whole row.
        new PtxEdit(
            "a quad in the wrong order",
            GEMM_64,
            "(?s)(.*st\\.global\\.v4\\.f32 \\s*\\[[^\\]]*\\], )\\{(%f\\d+), (%f\\d+), ",
            "$1{$3, $2, "),
        new PtxEdit(
            "a misaligned quad",
            GEMM_64,
            "(ld\\.shared\\.v4\\.f32[^\\]+]*)(\\+\\d+)?\\]",
            "$1+4]"));
  }

  /** Drops the last operand of the first fused product and sum. */
  private static PtxEdit forgotten(String what, DeviceKernel kernel) {
    return new PtxEdit(
        what + " is forgotten",
        kernel,
        "fma\\.rn\\.f32( \\s*%f\\d+), " + FLOAT + ", " + FLOAT + ", " + FLOAT,
        "mul.f32$1, $2, $3");
  }

  /** The first row or column behind the last counts as inside. */
  private static PtxEdit pixelBeyond(DeviceKernel kernel) {
    return new PtxEdit("a pixel beyond the edge", kernel, "setp\\.ge\\.u32", "setp.gt.u32");
  }

  /** Only sums of columns take single numbers from local memory. */
  private static PtxEdit columnSubtracted(DeviceKernel kernel) {
    return new PtxEdit(
        "a term of a column's sum is subtracted",
        kernel,
        "(ld\\.shared\\.f32[^;]*;\\s*)add\\.rn\\.f32",
        "$1sub.f32");
  }

  /**
   * Only panels of which no quad is tested load two quads on end; the first are before the loop.
   */
  private static PtxEdit wholePanelSwapped(DeviceKernel kernel) {
    return new PtxEdit(
        "a quad of a whole panel in the wrong order",
        kernel,
        "(?s)(bar\\.sync.*?ld\\.global\\.nc\\.v4\\.f32 [^;]*;\\s*ld\\.global\\.nc\\.v4\\.f32 \\s*)"
            + "\\{(%f\\d+), (%f\\d+), ",
        "$1{$3, $2, ");
  }

  private static PtxEdit halfElsewhere(DeviceKernel kernel) {
    return new PtxEdit(
        "a half is a bit too low", kernel, "shl\\.b32(\\s+[^;]*), 16;", "shl.b32$1, 15;");
  }

  private static PtxEdit halvesSwapped(DeviceKernel kernel) {
    return new PtxEdit(
        "a quad in the wrong order",
        kernel,
        "(ld\\.global\\.nc\\.v4\\.u16 \\s*)\\{(%rs\\d+), (%rs\\d+), ",
        "$1{$3, $2, ");
  }

  /** Eight rows of a for the eight behind them. */
  private static PtxEdit rowsSwapped(DeviceKernel kernel) {
    return new PtxEdit(
        "two registers of a fragment are swapped",
        kernel,
        "(mma\\.sync[^{]*\\{[^}]*\\}, \\{)(%r\\d+), (%r\\d+)",
        "$1$3, $2");
  }

  /** The first half of b's terms for the second. */
  private static PtxEdit termsSwapped(DeviceKernel kernel) {
    return new PtxEdit(
        "terms of a fragment are others",
        kernel,
        "(mma\\.sync[^{]*\\{[^}]*\\}, \\{[^}]*\\}, \\{)(%r\\d+), (%r\\d+)",
        "$1$3, $2");
  }

  private static PtxEdit notRounded(DeviceKernel kernel) {
    return new PtxEdit("an operand is not rounded", kernel, "cvt\\.rna\\.tf32\\.f32", "mov.b32");
  }

  private static PtxEdit barrierDropped(DeviceKernel kernel) {
    return new PtxEdit("a barrier is missing", kernel, "bar\\.sync \\s*0;", "");
  }

  @TestFactory
  Stream<DynamicTest> eachIsCaught() {
    List<DynamicTest> tests =
        Stream.concat(
                PtxTest.kernels().flatMap(this::whatIsShippedPasses),
                edits().stream().flatMap(this::isCaught))
            .toList();
    return Stream.concat(tests.stream(), passed.leftOut());
  }

  /** Or every edit would seem to be caught. */
  private Stream<DynamicTest> whatIsShippedPasses(DeviceKernel kernel) {
    return passed.test(
        kernel.module(),
        kernel.entry() + " as shipped",
        () ->
            assertEquals(
                Optional.empty(), PtxTrial.firstFailure(kernel, Ptx.load(kernel.module()))));
  }

  private Stream<DynamicTest> isCaught(PtxEdit edit) {
    return passed.test(
        edit.kernel().module(),
        edit.toString(),
        () ->
            assertTrue(
                PtxTrial.firstFailure(edit.kernel(), edit.apply()).isPresent(),
                () -> edit + ": no case of the catalogue notices"));
  }

  @Test
  void concernsEveryKernel() {
    Set<DeviceKernel> edited =
        edits().stream()
            .map(PtxEdit::kernel)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DeviceKernel.class)));
    PtxTest.kernels()
        .forEach(
            kernel ->
                assertTrue(
                    edited.contains(kernel),
                    () -> kernel.entry() + " has no planted fault: add one to edits()"));
  }
}

package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DeviceLostException;
import dev.trine.kernels.KernelForm;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@link RowLaunches} can fail: kernels are made wrong, and one must notice. */
@ExtendWith(CudaSimulator.class)
class RowEditTest {
  private static final Map<String, LaunchCase> CASES =
      RowLaunches.all().collect(Collectors.toMap(LaunchCase::name, Function.identity()));

  static Stream<FormEdit<LaunchCase>> edits() {
    return Stream.of(
            places(), teams(), pairs(), stretches(), combining(), results(), along(), across())
        .flatMap(edits -> edits);
  }

  private static Stream<FormEdit<LaunchCase>> places() {
    return Stream.of(
        edit("another stride", "norm", "(%distance, %column0), %in0_stride2", "$1, %in0_stride1"),
        edit("another stride", "norm", "\\[row_out0_stride0\\]", "[row_out0_stride1]"),
        edit("a stride without its sign", "one row", "mul\\.wide\\.s32", "mul.wide.u32"),
        edit("another extent", "norm", "\\[extent1\\]", "[extent0]"),
        edit("another offset", "norm", "\\[in1_offset\\]", "[in2_offset]"),
        edit("another start", "norm", "(%address), %in0_row", "$1, %in0"),
        edit("another row", "norm", "(\\[%in1)_row\\]", "$1]"),
        edit(
            "an index along another axis",
            "indices",
            "mov\\.u32 (%fold\\w+), %at0",
            "mov.u32 $1, %at1"),
        edit(
            "an index of the lane",
            "indices",
            "mov\\.u32 (%fold\\w+), %column1",
            "mov.u32 $1, %lane"),
        edit("a sign is spread", "narrow", "ld\\.global\\.u8", "ld.global.s8"),
        edit(
            "a narrow number is too small",
            "narrow",
            "shl\\.b32 (%\\w+, %\\w+), 16",
            "shl.b32 $1, 15"),
        edit(
            "a narrow number is cut",
            "narrow",
            "add\\.u32 (%spare, %spare), 0x7FFF",
            "add.u32 $1, 0"));
  }

  private static Stream<FormEdit<LaunchCase>> teams() {
    return Stream.of(
        edit(
            "lanes overlap",
            "sums of [5, 17]",
            "and\\.b32 %lane, %thread, 15",
            "and.b32 %lane, %thread, 7"),
        edit(
            "teams overlap",
            "sums of [5, 17]",
            "shr\\.u32 %team, %thread, 4",
            "shr.u32 %team, %thread, 5"),
        edit("rows are left out", "sums of [5, 6]", "(%stride, %stride), 4", "$1, 8"),
        edit("no further round", "sums of [5, 6]", "bra ITEMS;", "bra END;"),
        edit("rounds overlap", "extremes", "(%stride, %stride), 4", "$1, 5"),
        edit("one more row", "sums of [5, 6]", "setp\\.lt\\.u32 %exists", "setp.le.u32 %exists"),
        edit("a row that does not exist", "sums of [5, 6]", "@%stores st", "st"));
  }

  private static Stream<FormEdit<LaunchCase>> pairs() {
    return Stream.of(
        edit(
            "pairs of others",
            "sums of [5, 31] of blocks",
            "(shfl\\.sync\\.bfly\\.b32 %other, %pair0), 1,",
            "$1, 2,"),
        edit(
            "another lane keeps a round",
            "sums of [5, 65] of blocks",
            "setp\\.eq(\\.u32 %absent, %lane, %round)",
            "setp.ge$1"),
        edit(
            "rounds are left out", "sums of [5, 653] of blocks", "(%start, %start), 64", "$1, 128"),
        edit(
            "one more block",
            "sums of [5, 31] of blocks",
            "setp\\.ge(\\.u32 %absent, %column1, %behind)",
            "setp.gt$1"),
        edit(
            "what was kept is not combined",
            "sums of [5, 65] of blocks",
            "(FOLD0_DONE:(?s:.)*?add\\.rn\\.f32 )%combined, %folded0, %other",
            "$1%combined, %folded0, %folded0"));
  }

  private static Stream<FormEdit<LaunchCase>> stretches() {
    return Stream.of(
        edit(
            "one more element", "sums of [5, 6]", "setp\\.ge(\\.u32 %past, %column0)", "setp.gt$1"),
        edit(
            "one more element",
            "sums of [5, 16]",
            "setp\\.ge(\\.u32 %past, %column1)",
            "setp.gt$1"),
        edit(
            "one more element",
            "sums of [5, 32]",
            "setp\\.ge(\\.u32 %past, %column2)",
            "setp.gt$1"),
        edit(
            "one more element",
            "sums of [5, 48]",
            "setp\\.ge(\\.u32 %past, %column3)",
            "setp.gt$1"),
        edit("an element twice", "sums of [5, 65]", "(add\\.u32 %column2, %column0), 32", "$1, 16"),
        edit("elements are left out", "sums of [5, 207]", "(%column0, %column0), 64", "$1, 128"),
        edit("no second round", "sums of [5, 207]", "bra FOLD0_ROUND;", "bra FOLD0_DONE;"),
        edit(
            "a fold goes on where another ended",
            "softmax in place of [3, 150]",
            "(FOLD0_DONE:(?s:.)*?)mov\\.u32 %column0, %lane;",
            "$1"),
        edit(
            "results go on where a fold ended",
            "softmax in place of [3, 150]",
            "(FOLD1_DONE:(?s:.)*?)mov\\.u32 %column0, %lane;",
            "$1"));
  }

  private static Stream<FormEdit<LaunchCase>> combining() {
    return Stream.of(
        edit(
            "elements in another order",
            "sums of [5, 207]",
            "(%folded0, %fold0_value)1(_0;(?s:.)*?%fold0_value)2",
            "$12$21"),
        edit(
            "lanes in another order",
            "sums of [5, 207]",
            "(%other, %folded0,) 8,((?s:.)*?) 1,",
            "$1 1,$2 8,"),
        edit("a lane is left out", "sums of [5, 16]", "(%other, %folded0), 1,", "$1, 2,"),
        edit(
            "only the first lane knows",
            "softmax in place of [7, 10]",
            "shfl\\.sync\\.idx[^;]*;",
            ""),
        edit(
            "another team's outcome",
            "softmax in place of [7, 10]",
            "(shfl\\.sync\\.idx[^;]*), 4127",
            "$1, 31"),
        edit("rounded towards 0", "sums of [5, 207]", "add\\.rn", "add.rz"),
        edit(
            "rounded towards 0",
            "sums of [5, 16]",
            "(%other, %folded0, 8(?s:.)*?add)\\.rn",
            "$1.rz"),
        edit("subnormal numbers are 0", "tiny", "add\\.rn", "add.rn.ftz"),
        edit(
            "subnormal numbers are 0",
            "tiny",
            "(%other, %folded0, 8(?s:.)*?add)\\.rn",
            "$1.rn.ftz"),
        edit("not below all", "extremes", "(%folded0), 0xFF800000", "$1, 0x00000000"),
        edit("not above all", "extremes", "(%folded1), 0x7F800000", "$1, 0x00000000"),
        edit("starts from -0", "extremes", "(%folded2), 0x00000000", "$1, 0x80000000"),
        edit(
            "NaN gives way",
            "extremes",
            "(%other, %folded0, 8(?s:.)*?selp\\.b32 %combined), 0x7FC00000",
            "$1, %combined"),
        edit("the smaller", "extremes", "max\\.f32", "min.f32"),
        edit("the larger", "extremes", "(%other, %folded1, 8(?s:.)*?)min\\.f32", "$1max.f32"));
  }

  private static Stream<FormEdit<LaunchCase>> results() {
    return Stream.of(
        edit(
            "another fold",
            "softmax in place of [7, 10]",
            "mov\\.b32 (%element\\w+), %folded1",
            "mov.b32 $1, %folded0"),
        edit("another number", "cross-entropy", "\\[element_scalar0\\]", "[row_scalar0]"),
        edit("another result", "norm", "(\\[%address\\], %element_value0)_10", "$1_13"),
        edit("one result over another", "norm", "(%address), %out0_row", "$1, %out1_row"),
        edit("elements are not stored", "one row", "st\\.global\\.b32 \\[%address\\][^;]*;", ""),
        edit("rows are not stored", "one row", "@%stores st[^;]*;", ""),
        edit(
            "a cache that sees no writes",
            "softmax in place of [3, 150]",
            "ld\\.global(\\.b32 %element_value)",
            "ld.global.nc$1"));
  }

  private static Stream<FormEdit<LaunchCase>> along() {
    return Stream.of(
        edit("blocks overlap", "sums of [3, 1025] ALONG", "(%column0, %block), 1024", "$1, 1023"),
        edit(
            "a block is too long",
            "sums of [3, 2100] ALONG",
            "(%behind, %column0), 1024",
            "$1, 1025"),
        edit("the last block is whole", "sums of [3, 1025] ALONG", "min\\.u32 %behind[^;]*;", ""),
        edit(
            "a quotient is a remainder",
            "sums of [3, 1025] ALONG",
            "div\\.u32 %row",
            "rem.u32 %row"),
        edit("a partial elsewhere", "sums of [3, 2100] ALONG", "(%place, %row), %blocks", "$1, 2"),
        edit("another offset", "one row ALONG", "\\[partials_offset\\]", "[in0_offset]"),
        edit("a block that does not exist", "sums of [3, 1025] ALONG", "@%stores st", "st"));
  }

  private static Stream<FormEdit<LaunchCase>> across() {
    return Stream.of(
        edit("another number", "sums of [3, 1024] ACROSS", "(%combined, %sum3, %value)3", "$12"),
        edit(
            "one lane for another",
            "sums of [3, 31] ACROSS",
            "(%combined, %sum0), %sum2",
            "$1, %sum3"),
        edit(
            "lanes in another order",
            "sums of [130, 1030] ACROSS",
            "(%other, %sum0,) 16,((?s:.)*?) 8,",
            "$1 8,$2 16,"),
        edit("a lane is left out", "sums of [3, 31] ACROSS", "(%other, %sum0), 8,", "$1, 16,"),
        edit(
            "a lane is not begun",
            "sums of [130, 1030] ACROSS",
            "mov\\.b32 %sum2, 0x00000000;",
            ""),
        edit(
            "lanes overlap",
            "sums of [64, 33] ACROSS",
            "div\\.u32 %warp, %lane, 4",
            "div.u32 %warp, %lane, 8"),
        edit("rows overlap", "sums of [64, 33] ACROSS", "(%neighbour, %warp), 8", "$1, 4"),
        edit("rows are left out", "sums of [130, 1030] ACROSS", "(%row, %row), 16", "$1, 17"),
        edit(
            "the last rows are left out",
            "sums of [65, 20] ACROSS",
            "(%strips, %rows), 15",
            "$1, 0"),
        edit(
            "one more row",
            "sums of [65, 20] ACROSS",
            "setp\\.lt\\.u32 %exists",
            "setp.le.u32 %exists"),
        edit(
            "blocks and rows change places",
            "sums of [130, 1030] ACROSS",
            "div\\.u32 %block",
            "rem.u32 %block"),
        edit(
            "elements are left out",
            "sums of [3, 1024] ACROSS",
            "(%column0, %column0), 32",
            "$1, 64"),
        edit(
            "one more element",
            "sums of [3, 31] ACROSS",
            "setp\\.ge(\\.u32 %past, %column7)",
            "setp.gt$1"),
        edit(
            "one more element",
            "sums of [3, 16] ACROSS",
            "setp\\.ge(\\.u32 %past, %column4)",
            "setp.gt$1"),
        edit("no further round", "sums of [130, 1030] ACROSS", "bra ITEMS;", "bra END;"));
  }

  private static FormEdit<LaunchCase> edit(
      String kind, String name, String instruction, String replacement) {
    return new FormEdit<>(kind, CASES.get(name), instruction, replacement);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void isCaught(FormEdit<LaunchCase> edit) {
    assertTrue(trial(edit.by(), edit::apply).isPresent(), "the case does not notice");
  }

  /** Or every edit would seem to be caught. */
  @Test
  void whatIsGeneratedPasses() {
    edits()
        .map(FormEdit::by)
        .distinct()
        .forEach(launch -> assertEquals(Optional.empty(), trial(launch, Ptx::render)));
  }

  /** What goes wrong; empty where nothing does. In one group, so that there are several rounds. */
  private static Optional<String> trial(LaunchCase launch, Function<KernelForm, Ptx> generated) {
    new Execution("ptx", "random:1", "eager").choose();
    try {
      return launch.difference(generated, 1);
    } catch (DeviceLostException fault) {
      return Optional.of(fault.getMessage());
    } finally {
      CudaSimulator.recover();
    }
  }
}

package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DeviceLostException;
import dev.trine.backend.Backend;
import dev.trine.expression.Operator;
import dev.trine.kernels.KernelForm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@link MapCases} can fail: kernels are made wrong, and one of them must notice. */
@ExtendWith(CudaSimulator.class)
class MapEditTest {
  private static final Map<String, MapCase> STRUCTURES = byName(MapCases.structures());

  static Stream<FormEdit<MapCase>> edits() {
    return Stream.of(walks(), quads(), rounding(), operations()).flatMap(edits -> edits);
  }

  private static Stream<FormEdit<MapCase>> walks() {
    return Stream.of(
        edit("another stride", "transposed", "\\[in0_stride0\\]", "[in0_stride1]"),
        edit("another extent", "five axes", "\\[extent2\\]", "[extent1]"),
        edit("another offset", "slice", "\\[in0_offset\\]", "[in1_offset]"),
        edit(
            "an offset is forgotten",
            "sum of 9 at 1",
            "ld\\.param\\.u64 (%\\w+), \\[out0_offset\\]",
            "mov.b64 $1, 0"),
        edit("a stride without its sign", "flip", "mul\\.wide\\.s32", "mul.wide.u32"),
        edit("a quotient is a remainder", "row", "div\\.u32", "rem.u32"),
        edit("a remainder is whole", "column", "sub\\.u32 (%at1), %at1, %whole", "mov.u32 $1, $1"),
        edit("nothing is carried", "column", "@%truth add\\.u32 [^;]*;", ""),
        edit("a full axis is not reset", "row", "@%truth mov\\.u32 [^;]*;", ""),
        edit(
            "an axis ends elsewhere",
            "indices",
            "setp\\.eq\\.u32 %truth, (%at\\d), %extent\\d",
            "setp.gt.u32 %truth, $1, %extent1"),
        edit(
            "an index along another axis",
            "indices",
            "mov\\.u32 (%value1_\\d+), %at2",
            "mov.u32 $1, %at1"),
        edit(
            "a single one is not in its place",
            "single",
            "(ld\\.global\\.b32 %common\\d+, \\[%\\w+)\\+0\\]",
            "$1+4]"),
        edit("another number", "numbers alone in front of the loop", "\\[scalar0\\]", "[scalar1]"));
  }

  private static Stream<FormEdit<MapCase>> quads() {
    return Stream.of(
        edit("one more exists", "sum of 1", "setp\\.gt\\.u32 %exists1", "setp.ge.u32 %exists1"),
        edit("one more exists", "sum of 2", "setp\\.gt\\.u32 %exists2", "setp.ge.u32 %exists2"),
        edit("one more exists", "sum of 3", "setp\\.gt\\.u32 %exists3", "setp.ge.u32 %exists3"),
        edit("one less exists", "sum of 7", "(setp\\.gt\\.u32 %exists2, %left), 2", "$1, 3"),
        edit("one more lane", "sum of 64", "setp\\.lt\\.u32 %more", "setp.le.u32 %more"),
        edit(
            "a part of a quad at once",
            "sum of 63",
            "(setp\\.ne\\.and\\.u32 .*) %exists3",
            "$1 %exists2"),
        edit(
            "a quad without alignment",
            "sum of 257 at 1",
            "setp\\.ne\\.and\\.u32",
            "setp.ge.and.u32"),
        edit(
            "lanes overlap",
            "sum of 257",
            "mul\\.lo\\.u32 (%first, %first), 4",
            "mul.lo.u32 $1, 3"),
        edit(
            "quads are left out",
            "sum of 1025",
            "mul\\.lo\\.u32 (%stride, %stride), 256",
            "mul.lo.u32 $1, 512"),
        edit("no further round", "sum of 1025", "@%more bra QUAD;", ""),
        edit(
            "a quad in the wrong order",
            "sum of 8",
            "(ld\\.global\\.v4\\.b32) \\{([^,]*), ([^,]*)",
            "$1 {$3, $2"),
        edit(
            "a quad in the wrong order",
            "sum of 8",
            "(st\\.global\\.v4\\.b32 [^{]*)\\{([^,]*), ([^,]*)",
            "$1{$3, $2"),
        edit(
            "an element of another",
            "sum of 9 at 1",
            "(ld\\.global\\.b32 %value2_\\d+, \\[%\\w+)\\+8",
            "$1+4"),
        edit(
            "one result over another",
            "several outputs",
            "(st\\.global\\.v4\\.b32 \\[)%out2",
            "$1%out0"),
        edit(
            "a cache that sees no writes",
            "sum in place",
            "ld\\.global(\\.v4.*%in1)",
            "ld.global.nc$1"),
        edit(
            "a cache that sees no writes",
            "strided in place",
            "ld\\.global\\.b32",
            "ld.global.nc.b32"));
  }

  private static Stream<FormEdit<MapCase>> rounding() {
    List<Operator> rounded =
        List.of(
            Operator.ADD,
            Operator.SUBTRACT,
            Operator.MULTIPLY,
            Operator.FMA,
            Operator.DIVIDE,
            Operator.SQRT);
    return rounded.stream()
        .flatMap(
            operator ->
                Stream.of(
                    edit("rounded towards 0", operator, "\\.rn\\.f32", ".rz.f32"),
                    edit("subnormal numbers are 0", operator, "\\.rn\\.f32", ".rn.ftz.f32")));
  }

  private static Stream<FormEdit<MapCase>> operations() {
    return Stream.of(
        edit("less exact", Operator.DIVIDE, "div\\.rn", "div.full"),
        edit("less exact", Operator.SQRT, "sqrt\\.rn", "sqrt.approx"),
        edit(
            "rounded twice",
            Operator.FMA,
            "fma(\\.rn\\.f32 %value0_\\d+, [^,]*, [^,]*), [^;]*;",
            "mul$1;"),
        edit("a sign is kept", Operator.NEGATE, "neg\\.f32", "mov.b32"),
        edit("a sign is kept", Operator.ABS, "abs\\.f32", "mov.b32"),
        edit("the larger", Operator.MIN, "min\\.f32", "max.f32"),
        edit("the smaller", Operator.MAX, "max\\.f32", "min.f32"),
        edit(
            "NaN gives way",
            Operator.MIN,
            "setp\\.nan\\.f32 (.*), [^;]*;",
            "setp.nan.f32 $1, 0f00000000;"),
        edit("NaN gives way", Operator.MAX, "selp\\.b32 (%\\w+), 0x7FC00000", "selp.b32 $1, $1"),
        edit("up", Operator.FLOOR, "\\.rmi", ".rpi"),
        edit("towards 0", Operator.ROUND, "\\.rni", ".rzi"),
        edit("less or equal", Operator.LESS, "setp\\.lt\\.f32", "setp.le.f32"),
        edit("true for NaN", Operator.LESS, "setp\\.lt\\.f32", "setp.ltu.f32"),
        edit("true for NaN", Operator.LESS_OR_EQUAL, "setp\\.le", "setp.leu"),
        edit("true for NaN", Operator.EQUAL, "setp\\.eq", "setp.equ"),
        edit("by their bits", Operator.EQUAL, "setp\\.eq\\.f32", "setp.eq.s32"),
        edit("true is 1", Operator.INT_EQUAL, "(selp\\.b32 %\\w+), -1", "$1, 1"),
        edit("the other", Operator.SELECT, "setp\\.ne\\.s32", "setp.eq.s32"),
        edit("the other", Operator.INT_SELECT, "setp\\.ne\\.s32", "setp.eq.s32"),
        edit("to the nearest", Operator.TO_INT, "\\.rzi", ".rni"),
        edit("unsigned", Operator.TO_INT, "s32\\.f32", "u32.f32"),
        edit("unsigned", Operator.TO_FLOAT, "f32\\.s32", "f32.u32"),
        edit("a number for its bits", Operator.BITS, "mov\\.b32 (%value0)", "cvt.rzi.s32.f32 $1"),
        edit(
            "a number for its bits",
            Operator.FROM_BITS,
            "mov\\.b32 (%value0)",
            "cvt.rn.f32.s32 $1"),
        edit("a difference", Operator.INT_ADD, "add\\.s32", "sub.s32"),
        edit("a sum", Operator.INT_SUBTRACT, "sub\\.s32", "add.s32"),
        edit("the upper half", Operator.INT_MULTIPLY, "mul\\.lo\\.s32", "mul.hi.s32"),
        edit("signed", Operator.INT_MULTIPLY_HIGH, "mul\\.hi\\.u32", "mul.hi.s32"),
        edit("or", Operator.INT_AND, "and\\.b32", "or.b32"),
        edit("exclusive", Operator.INT_OR, "or\\.b32", "xor.b32"),
        edit("inclusive", Operator.INT_XOR, "xor\\.b32", "or.b32"),
        edit("right", Operator.INT_SHIFT_LEFT, "shl\\.b32", "shr.u32"),
        edit("without sign", Operator.INT_SHIFT_RIGHT, "shr\\.s32", "shr.u32"),
        edit("with sign", Operator.INT_SHIFT_RIGHT_UNSIGNED, "shr\\.u32", "shr.s32"),
        edit("unsigned", Operator.INT_LESS, "setp\\.lt\\.s32", "setp.lt.u32"),
        edit("signed", Operator.INT_LESS_UNSIGNED, "setp\\.lt\\.u32 (%truth)", "setp.lt.s32 $1"));
  }

  private static FormEdit<MapCase> edit(
      String kind, String structure, String instruction, String replacement) {
    return new FormEdit<>(kind, STRUCTURES.get(structure), instruction, replacement);
  }

  private static FormEdit<MapCase> edit(
      String kind, Operator operator, String instruction, String replacement) {
    return new FormEdit<>(kind, MapCases.operation(operator), instruction, replacement);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void isCaught(FormEdit<MapCase> edit) {
    assertTrue(trial(edit.by(), edit::apply).isPresent(), "the case does not notice");
  }

  /** Or every edit would seem to be caught. */
  @Test
  void whatIsGeneratedPasses() {
    Map<String, MapCase> edited = byName(edits().map(FormEdit::by));
    edited.values().forEach(each -> assertEquals(Optional.empty(), trial(each, Ptx::render)));
  }

  /** What goes wrong; empty where nothing does. In one group, so that there are several rounds. */
  private static Optional<String> trial(MapCase mapping, Function<KernelForm, Ptx> generated) {
    new Execution("ptx", "random:1", "eager").choose();
    try (Backend backend = MapRuntime.open(1, generated)) {
      return mapping.difference(backend);
    } catch (DeviceLostException fault) {
      return Optional.of(fault.getMessage());
    } finally {
      CudaSimulator.recover();
    }
  }

  private static Map<String, MapCase> byName(Stream<MapCase> cases) {
    return cases.collect(
        Collectors.toMap(MapCase::name, Function.identity(), (same, again) -> same));
  }
}

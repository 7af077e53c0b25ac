package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DeviceLostException;
import dev.trine.backend.Backend;
import dev.trine.conformance.bits.BitCase;
import dev.trine.conformance.bits.BitCases;
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

/** The cases of updates can fail: kernels are made wrong, and one of them must notice. */
@ExtendWith(CudaSimulator.class)
class UpdateEditTest {
  private static final Map<String, BitCase> CASES =
      BitCases.ofUpdates().stream().collect(Collectors.toMap(BitCase::name, Function.identity()));

  private static final String LOOK = "and\\.b32 %found[^;]*;\\s+setp\\.ne\\.and[^;]*;\\s+";

  static Stream<FormEdit<BitCase>> edits() {
    return Stream.of(
        edit(
            "an unhealthy step goes on",
            "all kinds of numbers, unhealthy",
            "ld\\.global\\.b32 (%found), \\[%state\\+4\\]",
            "mov.b32 $1, 1"),
        edit(
            "another element of the state",
            "all kinds of numbers, unhealthy",
            "\\[%state\\+4\\]",
            "[%state+0]"),
        edit("no mark", "7f800000 at 0", "@%lost st\\.global\\.b32[^;]*;", ""),
        edit(
            "the mark of another", "7f800000 at 3", "(xor\\.pred %lost), %finite3", "$1, %exists3"),
        edit("a mark elsewhere", "7f800000 at 0", "\\[%state\\+8\\]", "[%state+0]"),
        edit(
            "a mark for what is finite",
            "update of 1",
            "xor\\.pred (%lost), [^;]*;",
            "mov.pred $1, %exists0;"),
        edit(
            "infinity is a number",
            "all kinds of numbers, healthy",
            "(setp\\.ne\\.and\\.u32 %finite0, %found, )0x7F800000",
            "$10x7F800001"),
        edit("one result is not looked at", "7f7fffff at 0", "((?:" + LOOK + "){2})" + LOOK, "$1"),
        edit(
            "a quad at once in spite of it",
            "7f800000 at 3",
            "and\\.pred %wide, %wide, %finite3;",
            ""),
        edit("stored in spite of it", "7f800000 at 3", "and\\.pred %exists3[^;]*;", ""),
        edit("the last is stored always", "7f800000 at 36", "and\\.pred %exists0[^;]*;", ""),
        edit(
            "what is single is another element",
            "update of 17",
            "(ld\\.global\\.b32 %common\\d+, \\[%\\w+)\\+0\\]",
            "$1+4]"));
  }

  private static FormEdit<BitCase> edit(
      String kind, String by, String instruction, String replacement) {
    return new FormEdit<>(kind, CASES.get(by), instruction, replacement);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void isCaught(FormEdit<BitCase> edit) {
    assertTrue(trial(edit.by(), edit::apply).isPresent(), "the case does not notice");
  }

  /** Or every edit would seem to be caught. */
  @Test
  void whatIsGeneratedPasses() {
    edits()
        .map(FormEdit::by)
        .distinct()
        .forEach(each -> assertEquals(Optional.empty(), trial(each, Ptx::render)));
  }

  /** What goes wrong; empty where nothing does. In one group, so that there are several rounds. */
  private static Optional<String> trial(BitCase update, Function<KernelForm, Ptx> generated) {
    new Execution("ptx", "random:1", "eager").choose();
    try (Backend backend = MapRuntime.open(1, generated)) {
      update.check(backend);
      return Optional.empty();
    } catch (AssertionError | DeviceLostException fault) {
      return Optional.of(fault.getMessage());
    } finally {
      CudaSimulator.recover();
    }
  }
}

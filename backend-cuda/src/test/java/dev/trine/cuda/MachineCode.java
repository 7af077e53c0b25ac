package dev.trine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A kernel's instructions, 16 bytes each on sm_75 to sm_90, out of an ELF file.
 *
 * @param words the first half of each
 */
record MachineCode(List<Long> words) {
  /** Of which the other bits of an opcode say where its operands are. */
  private static final long OPCODE = 0x1FF;

  private static final long FFMA = 0x023;
  private static final long BRANCH = 0x147;
  private static final long GLOBAL_LOAD = 0x181;
  private static final long LOCAL_STORE = 0x188;
  private static final int INSTRUCTION_BYTES = 16;

  static MachineCode of(byte[] program, String kernel) {
    ByteBuffer elf = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) elf.getLong(0x28);
    int headerBytes = elf.getShort(0x3A);
    int count = elf.getShort(0x3C);
    int names = (int) elf.getLong(sections + elf.getShort(0x3E) * headerBytes + 0x18);
    for (int i = 0; i < count; i++) {
      int header = sections + i * headerBytes;
      if (name(elf, names + elf.getInt(header)).equals(".text." + kernel)) {
        return of(elf, (int) elf.getLong(header + 0x18), (int) elf.getLong(header + 0x20));
      }
    }
    throw new IllegalArgumentException("The program has no kernel " + kernel);
  }

  private static MachineCode of(ByteBuffer elf, int start, int bytes) {
    List<Long> words = new ArrayList<>();
    for (int at = start; at < start + bytes; at += INSTRUCTION_BYTES) {
      words.add(elf.getLong(at));
    }
    return new MachineCode(words);
  }

  private static String name(ByteBuffer elf, int start) {
    StringBuilder name = new StringBuilder();
    for (int at = start; elf.get(at) != 0; at++) {
      name.append((char) elf.get(at));
    }
    return name.toString();
  }

  /** How many are a product and sum of floats, rounded once. */
  long fusedOperations() {
    return fusedOperations(0, words.size() - 1);
  }

  /**
   * The fewest instructions of a turn of a loop over panels on sm_75 to sm_89: one that loads two
   * quads for the next panel, and stores them.
   *
   * @param fusedOperations of the loop that is meant
   */
  int instructionsOfTurn(int fusedOperations) {
    return IntStream.range(0, words.size())
        .filter(at -> isBranch(at) && target(at) <= at)
        .filter(at -> fusedOperations(target(at), at) == fusedOperations)
        .map(at -> shortestWay(target(at), at))
        .min()
        .orElseThrow();
  }

  /** Forwards from instruction to instruction, with the fewest that came before each. */
  private int shortestWay(int first, int last) {
    int[][] fewest = new int[last + 2][Passed.ENOUGH + 1];
    Arrays.stream(fewest).forEach(counts -> Arrays.fill(counts, words.size()));
    fewest[first][0] = 0;
    for (int at = first; at < last; at++) {
      for (int passed = 0; passed <= Passed.ENOUGH; passed++) {
        int after = Passed.after(passed, words.get(at) & OPCODE);
        int count = fewest[at][passed] + 1;
        if (isBranch(at) && target(at) > at && target(at) <= last) {
          fewest[target(at)][after] = Math.min(fewest[target(at)][after], count);
        }
        if (!isBranch(at) || isConditional(at)) {
          fewest[at + 1][after] = Math.min(fewest[at + 1][after], count);
        }
      }
    }
    return fewest[last][Passed.ENOUGH] + 1;
  }

  /** Up to two loads and up to two stores that lie behind, as one number. */
  private static final class Passed {
    static final int ENOUGH = 8;

    static int after(int passed, long opcode) {
      int loads = Math.min(2, passed / 3 + (opcode == GLOBAL_LOAD ? 1 : 0));
      int stores = Math.min(2, passed % 3 + (opcode == LOCAL_STORE ? 1 : 0));
      return 3 * loads + stores;
    }
  }

  private long fusedOperations(int first, int last) {
    return words.subList(first, last + 1).stream().filter(w -> (w & OPCODE) == FFMA).count();
  }

  private boolean isBranch(int at) {
    return (words.get(at) & OPCODE) == BRANCH;
  }

  /** Behind a predicate other than the one that is always true. */
  private boolean isConditional(int at) {
    return (words.get(at) >> 12 & 15) != 7;
  }

  /** From the one behind it, in units of four bytes. */
  private int target(int at) {
    return Math.max(0, at + 1 + (int) (words.get(at) >> 34) / (INSTRUCTION_BYTES / 4));
  }
}

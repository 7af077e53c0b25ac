package dev.trine.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel's instructions, 16 bytes each on sm_75 to sm_90, out of an ELF file.
 *
 * @param words the first half of each
 */
record MachineCode(List<Long> words) {
  /** Of which the other bits of an opcode say where its operands are. */
  private static final long OPCODE = 0x1FF;

  private static final long FFMA = 0x023;
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
    return words.stream().filter(word -> (word & OPCODE) == FFMA).count();
  }
}

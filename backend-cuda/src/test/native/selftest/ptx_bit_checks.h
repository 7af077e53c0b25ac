// Logic, shifts, fields and counts of bits, each by its definition bit by bit.
#pragma once

#include "ptx_integers.h"

namespace {

bool bitOf(uint64_t value, int i) { return i >= 0 && i < 64 && (value >> i & 1) != 0; }

using WordOperation = uint64_t (*)(uint64_t a, uint64_t b, uint64_t c, uint64_t d);

// On 32 bits.
void expectWords(const std::string& body, const std::vector<Row>& rows, WordOperation exact) {
  std::vector<uint64_t> expected;
  for (const Row& row : rows) expected.push_back(exact(row[0], row[1], row[2], row[3]) & 0xffffffffu);
  expectRows(body + widened(32), rows, expected);
}

void expectLogic() {
  for (const IntegerType& type : BIT_TYPES) {
    const std::string stem = registerOf(type.bits);
    const std::string operands = type.name + " " + stem + "0, " + stem + "1, " + stem + "2;" + widened(type.bits);
    const std::vector<Row> rows = rowsOf(type.bits);
    std::vector<uint64_t> all, any, odd, opposite;
    for (const Row& row : rows) {
      all.push_back(row[0] & row[1]);
      any.push_back(row[0] | row[1]);
      odd.push_back(row[0] ^ row[1]);
      opposite.push_back(type.kept(~row[0]));
    }
    expectRows("and" + operands, rows, all);
    expectRows("or" + operands, rows, any);
    expectRows("xor" + operands, rows, odd);
    expectRows("not" + type.name + " " + stem + "0, " + stem + "1;" + widened(type.bits), rows, opposite);
  }
}

// By more than the width too: the amount does not wrap.
void expectShifts() {
  std::vector<IntegerType> types = BIT_TYPES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  for (const IntegerType& type : types) {
    std::vector<Row> rows;
    std::vector<uint64_t> left, right;
    for (uint64_t value : edgesOf(type.bits)) {
      for (uint64_t by : {0u, 1u, 7u, 15u, 16u, 17u, 31u, 32u, 33u, 63u, 64u, 65u, 255u, 256u, 0x80000000u, ~0u}) {
        rows.push_back({value, by, 0, 0});
        const int amount = static_cast<int>(by < 100 ? by : 100);
        left.push_back(type.kept(static_cast<Number>(static_cast<Bits>(type.valueOf(value)) << amount)));
        right.push_back(type.kept(type.valueOf(value) >> amount));
      }
    }
    const std::string stem = registerOf(type.bits);
    const std::string operands = type.name + " " + stem + "0, " + stem + "1, %r2;" + widened(type.bits);
    expectRows("shr" + operands, rows, right);
    if (type.name[1] == 'b') expectRows("shl" + operands, rows, left);
  }
}

// shf: a is the low and b the high word.
void expectFunnelShifts() {
  std::vector<Row> rows;
  for (uint64_t by : {0u, 1u, 13u, 31u, 32u, 33u, 45u, 63u, 64u, ~0u}) {
    rows.push_back({0x89abcdefu, 0x01234567u, by, 0});
  }
  using Word = uint64_t;
  expectWords("shf.l.wrap.b32 %r0, %r1, %r2, %r3;", rows, [](Word a, Word b, Word by, Word) {
    by %= 32;
    return by == 0 ? b : b << by | a >> (32 - by);
  });
  expectWords("shf.l.clamp.b32 %r0, %r1, %r2, %r3;", rows, [](Word a, Word b, Word by, Word) {
    return by == 0 ? b : by >= 32 ? a : b << by | a >> (32 - by);
  });
  expectWords("shf.r.wrap.b32 %r0, %r1, %r2, %r3;", rows, [](Word a, Word b, Word by, Word) {
    by %= 32;
    return by == 0 ? a : b << (32 - by) | a >> by;
  });
  expectWords("shf.r.clamp.b32 %r0, %r1, %r2, %r3;", rows, [](Word a, Word b, Word by, Word) {
    return by == 0 ? a : by >= 32 ? b : b << (32 - by) | a >> by;
  });
}

// Of start and length the low eight bits count; a field may lie beyond bit 31 in part or whole.
void expectFields() {
  std::vector<Row> extracts, inserts;
  for (uint64_t value : {0x89abcdefu, 0x7654321fu, 0x80000000u, 0xffffffffu, 0u}) {
    for (uint64_t start : {0u, 1u, 8u, 24u, 31u, 32u, 40u, 255u, 0x104u}) {
      for (uint64_t length : {0u, 1u, 4u, 8u, 31u, 32u, 33u, 255u, 0x108u}) {
        extracts.push_back({value, start, length, 0});
        inserts.push_back({value, ~value & 0xffffffffu, start, length});
      }
    }
  }
  using Word = uint64_t;
  expectWords("bfe.u32 %r0, %r1, %r2, %r3;", extracts, [](Word a, Word start, Word length, Word) {
    Word field = 0;
    for (Word i = 0; i < (length & 255) && i + (start & 255) < 32; i++) {
      field |= Word{bitOf(a, static_cast<int>(i + (start & 255)))} << i;
    }
    return field;
  });
  expectWords("bfe.s32 %r0, %r1, %r2, %r3;", extracts, [](Word a, Word start, Word length, Word) {
    start &= 255;
    length &= 255;
    const Word last = start + length - 1 < 31 ? start + length - 1 : 31;
    const bool sign = length != 0 && bitOf(a, static_cast<int>(last));
    Word field = 0;
    for (Word i = 0; i < 32; i++) {
      const bool inside = i < length && start + i < 32;
      field |= Word{inside ? bitOf(a, static_cast<int>(start + i)) : sign} << i;
    }
    return field;
  });
  expectWords("bfi.b32 %r0, %r1, %r2, %r3, %r4;", inserts, [](Word a, Word b, Word start, Word length) {
    for (Word i = 0; i < (length & 255) && i + (start & 255) < 32; i++) {
      const Word at = Word{1} << (i + (start & 255));
      b = bitOf(a, static_cast<int>(i)) ? b | at : b & ~at;
    }
    return b;
  });
}

void expectPermutations() {
  expectCases("prmt.b32 %r0, %r1, %r2, %r3;" + widened(32), {
      {{0x33221100u, 0x77665544u, 0x3210}, 0x33221100u},
      {{0x33221100u, 0x77665544u, 0x7654}, 0x77665544u},
      {{0x33221100u, 0x77665544u, 0x0246}, 0x00224466u},
      {{0x33221100u, 0x77665544u, 0x5071}, 0x55007711u},
      // The fourth bit of a digit repeats the sign of the byte.
      {{0x80ff7f01u, 0x8155aa00u, 0xba98}, 0xffff0000u},
      {{0x80ff7f01u, 0x8155aa00u, 0xfedc}, 0xff00ff00u},
      {{0x80ff7f01u, 0x8155aa00u, 0x3f1d}, 0x80ff7fffu},
      // The upper half of the selector does not count.
      {{0x33221100u, 0x77665544u, 0xffff3210u}, 0x33221100u},
  });
}

// All truth tables at once: lane i of the literal's bits decides for the i-th combination of a, b and c.
void expectTruthTables() {
  for (int table = 0; table < 256; table += 5) {
    const uint64_t a = 0xf0f0f0f0u, b = 0xccccccccu, c = 0xaaaaaaaau;
    const uint64_t repeated = static_cast<uint64_t>(table) * 0x01010101u;
    expectCases("lop3.b32 %r0, %r1, %r2, %r3, " + std::to_string(table) + ";" + widened(32), {{{a, b, c}, repeated}});
  }
}

void expectCounts() {
  for (const IntegerType& type : BIT_TYPES) {
    if (type.bits == 16) continue;
    std::vector<Row> rows = rowsOf(type.bits);
    for (int i = 0; i < type.bits; i++) rows.push_back({uint64_t{1} << i, 0, 0, 0});
    std::vector<uint64_t> ones, leading, reversed;
    for (const Row& row : rows) {
      uint64_t count = 0, first = 0, backwards = 0;
      for (int i = 0; i < type.bits; i++) {
        count += bitOf(row[0], i);
        if (bitOf(row[0], i)) first = static_cast<uint64_t>(i) + 1;
        backwards |= uint64_t{bitOf(row[0], i)} << (type.bits - 1 - i);
      }
      ones.push_back(count);
      leading.push_back(static_cast<uint64_t>(type.bits) - first);
      reversed.push_back(backwards);
    }
    const std::string stem = registerOf(type.bits);
    expectRows("popc" + type.name + " %r0, " + stem + "1;" + widened(32), rows, ones);
    expectRows("clz" + type.name + " %r0, " + stem + "1;" + widened(32), rows, leading);
    expectRows("brev" + type.name + " " + stem + "0, " + stem + "1;" + widened(type.bits), rows, reversed);
  }
}

void bitsAreWorkedOn() {
  InterpretingDevice device;
  expectLogic();
  expectShifts();
  expectFunnelShifts();
  expectFields();
  expectPermutations();
  expectTruthTables();
  expectCounts();
}

}  // namespace

// Comparisons, what is made of their outcomes, and choices by them.
#pragma once

#include <cmath>

#include "ptx_floats.h"
#include "ptx_integers.h"

namespace {

// p in the lowest bit, q in the next.
const std::string BOTH =
    " selp.b64 %rd0, 1, 0, %p0; selp.b64 %rd5, 2, 0, %p1; or.b64 %rd0, %rd0, %rd5;";

template <class T>
bool ordered(const std::string& comparison, T a, T b) {
  if (comparison == "eq") return a == b;
  if (comparison == "ne") return a != b;
  if (comparison == "lt" || comparison == "lo") return a < b;
  if (comparison == "le" || comparison == "ls") return a <= b;
  if (comparison == "gt" || comparison == "hi") return a > b;
  return a >= b;
}

void expectIntegerComparisons() {
  std::vector<IntegerType> types = BIT_TYPES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  for (const IntegerType& type : types) {
    std::vector<std::string> comparisons = {"eq", "ne"};
    if (type.name[1] != 'b') comparisons.insert(comparisons.end(), {"lt", "le", "gt", "ge"});
    if (type.name[1] == 'u') comparisons.insert(comparisons.end(), {"lo", "ls", "hi", "hs"});
    const std::vector<Row> rows = rowsOf(type.bits);
    const std::string stem = registerOf(type.bits);
    for (const std::string& comparison : comparisons) {
      std::vector<uint64_t> expected;
      for (const Row& row : rows) expected.push_back(ordered(comparison, type.valueOf(row[0]), type.valueOf(row[1])));
      expectRows("setp." + comparison + type.name + " %p0, " + stem + "1, " + stem + "2;" + widened(1), rows, expected);
    }
  }
}

// NaN is neither equal nor unequal to anything: only the comparisons ending in u hold for it.
void expectFloatComparisons() {
  const std::vector<Row> rows = floatPairs();
  for (const std::string comparison : {"eq", "ne", "lt", "le", "gt", "ge", "num", "nan"}) {
    for (bool unordered : {false, true}) {
      if (unordered && comparison[0] == 'n' && comparison != "ne") continue;
      for (bool flushes : {false, true}) {
        std::vector<uint64_t> expected;
        for (const Row& row : rows) {
          const float a = floatOf(flushes ? flushedBits(row[0]) : row[0]);
          const float b = floatOf(flushes ? flushedBits(row[1]) : row[1]);
          const bool anyNaN = std::isnan(a) || std::isnan(b);
          const bool holds = comparison == "num"   ? !anyNaN
                             : comparison == "nan" ? anyNaN
                             : anyNaN              ? unordered
                                                   : ordered(comparison, a, b);
          expected.push_back(holds);
        }
        expectRows("setp." + comparison + (unordered ? "u" : "") + (flushes ? ".ftz" : "") +
                       ".f32 %p0, %r1, %r2;" + widened(1), rows, expected);
      }
    }
  }
}

// p is the outcome combined with a third predicate, q the opposite outcome combined alike.
void expectCombinedOutcomes() {
  const std::string start = "setp.ne.b32 %p2, %r3, 0; ";
  const std::vector<Row> rows = {{1, 2, 0}, {1, 2, 1}, {2, 1, 0}, {2, 1, 1}};
  expectRows(start + "setp.lt.s32 %p0|%p1, %r1, %r2;" + BOTH, rows, {1, 1, 2, 2});
  expectRows(start + "setp.lt.and.s32 %p0|%p1, %r1, %r2, %p2;" + BOTH, rows, {0, 1, 0, 2});
  expectRows(start + "setp.lt.and.s32 %p0|%p1, %r1, %r2, !%p2;" + BOTH, rows, {1, 0, 2, 0});
  expectRows(start + "setp.lt.or.s32 %p0|%p1, %r1, %r2, %p2;" + BOTH, rows, {1, 3, 2, 3});
  expectRows(start + "setp.lt.xor.s32 %p0|%p1, %r1, %r2, %p2;" + BOTH, rows, {1, 2, 2, 1});
  // The third may be what is written.
  expectRows(start + "mov.pred %p0, %p2; setp.lt.xor.s32 %p0|%p1, %r1, %r2, %p0;" + BOTH, rows, {1, 2, 2, 1});
}

void expectPredicateLogic() {
  const std::string start = "setp.ne.b32 %p2, %r1, 0; setp.ne.b32 %p3, %r2, 0; ";
  const std::vector<Row> rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  expectRows(start + "and.pred %p0, %p2, %p3;" + widened(1), rows, {0, 0, 0, 1});
  expectRows(start + "or.pred %p0, %p2, %p3;" + widened(1), rows, {0, 1, 1, 1});
  expectRows(start + "xor.pred %p0, %p2, %p3;" + widened(1), rows, {0, 1, 1, 0});
  expectRows(start + "not.pred %p0, %p2;" + widened(1), rows, {1, 1, 0, 0});
  expectRows(start + "mov.pred %p0, %p3;" + widened(1), rows, {0, 1, 0, 1});
  expectRows(start + "mov.pred %p0, -1;" + widened(1), rows, {1, 1, 1, 1});
  // Guards: a lane to which the instruction does not apply keeps what it has.
  expectRows(start + "mov.b64 %rd0, 5; @%p2 mov.b64 %rd0, 6; @!%p3 add.u64 %rd0, %rd0, 10;", rows, {15, 5, 16, 6});
  expectRows(start + "@%p2 bra L; mov.b64 %rd0, 1; bra M; L: mov.b64 %rd0, 2; M:", rows, {1, 1, 2, 2});
}

void expectChoices() {
  const std::string start = "setp.ne.b32 %p2, %r3, 0; ";
  const std::vector<Row> rows = {{0x1111222233334444u, 0x5555666677778888u, 0},
                                 {0x1111222233334444u, 0x5555666677778888u, 1}};
  expectRows(start + "selp.b16 %h0, %h1, %h2, %p2;" + widened(16), rows, {0x8888, 0x4444});
  expectRows(start + "selp.f32 %r0, %r1, %r2, %p2;" + widened(32), rows, {0x77778888, 0x33334444});
  expectRows(start + "selp.u64 %rd0, %rd1, %rd2, %p2;", rows, {0x5555666677778888u, 0x1111222233334444u});
}

void predicatesDecide() {
  InterpretingDevice device;
  expectIntegerComparisons();
  expectFloatComparisons();
  expectCombinedOutcomes();
  expectPredicateLogic();
  expectChoices();
}

}  // namespace

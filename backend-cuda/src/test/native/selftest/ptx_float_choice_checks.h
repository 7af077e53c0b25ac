// What looks at floats without rounding: the lesser and greater, signs, kinds of numbers.
#pragma once

#include "ptx_floats.h"

namespace {

// A number wins over NaN, unless .NaN is said; -0 is less than +0.
void expectExtremes() {
  const std::vector<Row> rows = floatPairs();
  for (bool greatest : {false, true}) {
    for (bool flushes : {false, true}) {
      for (bool keepsNaN : {false, true}) {
        std::vector<uint64_t> expected;
        for (const Row& row : rows) {
          const uint64_t a = flushes ? flushedBits(row[0]) : row[0];
          const uint64_t b = flushes ? flushedBits(row[1]) : row[1];
          const bool aIsNaN = std::isnan(floatOf(a)), bIsNaN = std::isnan(floatOf(b));
          // Of zeros the sign decides, which fmin and fmax leave open.
          const bool aIsLess = floatOf(a) < floatOf(b) || (floatOf(a) == floatOf(b) && (a & SIGN) > (b & SIGN));
          const bool nothing = (aIsNaN && bIsNaN) || (keepsNaN && (aIsNaN || bIsNaN));
          expected.push_back(nothing                         ? CANONICAL_NAN
                             : bIsNaN                        ? a
                             : aIsNaN || aIsLess == greatest ? b
                                                             : a);
        }
        expectRows(std::string(greatest ? "max" : "min") + (flushes ? ".ftz" : "") + (keepsNaN ? ".NaN" : "") +
                       ".f32 %r0, %r1, %r2;" + widened(32), rows, expected);
      }
    }
  }
}

// Not of NaN: the ISA leaves its sign open.
void expectSigns() {
  std::vector<Row> rows;
  std::vector<uint64_t> negated, magnitudes, flushedMagnitudes, copied;
  for (const Row& row : floatPairs()) {
    if (std::isnan(floatOf(row[0])) || std::isnan(floatOf(row[1]))) continue;
    rows.push_back(row);
    negated.push_back(row[0] ^ SIGN);
    magnitudes.push_back(row[0] & ~SIGN);
    flushedMagnitudes.push_back(flushedBits(row[0]) & ~SIGN);
    copied.push_back((row[0] & SIGN) | (row[1] & ~SIGN));
  }
  expectRows("neg.f32 %r0, %r1;" + widened(32), rows, negated);
  expectRows("abs.f32 %r0, %r1;" + widened(32), rows, magnitudes);
  expectRows("abs.ftz.f32 %r0, %r1;" + widened(32), rows, flushedMagnitudes);
  expectRows("copysign.f32 %r0, %r1, %r2;" + widened(32), rows, copied);
}

// Zeros count as normal.
void expectKinds() {
  const std::vector<Row> rows = {{0x3f800000}, {0x80000000}, {0x00000001}, {0x807fffff}, {0x00800000}, {0x7f7fffff},
                                 {0xff800000}, {0x7f800000}, {0x7fc00000}, {0xff800001}};
  expectRows("testp.finite.f32 %p0, %r1;" + widened(1), rows, {1, 1, 1, 1, 1, 1, 0, 0, 0, 0});
  expectRows("testp.infinite.f32 %p0, %r1;" + widened(1), rows, {0, 0, 0, 0, 0, 0, 1, 1, 0, 0});
  expectRows("testp.number.f32 %p0, %r1;" + widened(1), rows, {1, 1, 1, 1, 1, 1, 1, 1, 0, 0});
  expectRows("testp.notanumber.f32 %p0, %r1;" + widened(1), rows, {0, 0, 0, 0, 0, 0, 0, 0, 1, 1});
  expectRows("testp.normal.f32 %p0, %r1;" + widened(1), rows, {1, 1, 0, 0, 1, 1, 0, 0, 0, 0});
  expectRows("testp.subnormal.f32 %p0, %r1;" + widened(1), rows, {0, 0, 1, 1, 0, 0, 0, 0, 0, 0});
}

void floatsAreChosen() {
  InterpretingDevice device;
  expectExtremes();
  expectSigns();
  expectKinds();
}

}  // namespace

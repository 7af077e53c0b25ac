// cvt between floats and integers, and to integers that stay floats.
#pragma once

#include "ptx_floats.h"
#include "ptx_integers.h"

namespace {

const std::vector<double> NEAR_INTEGERS = {
    0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999997, -0.75, 0x1.fffffep-1, 127.5, 128.5, -128.5, -129.0, 255.5, 256.0,
    32767.5, -32768.5, 65535.5, 65536.0, 8388607.5, 2147483520.0, 2147483648.0, -2147483648.0, -2147483904.0,
    4294967040.0, 4294967296.0, 9223371487098961920.0, 9223372036854775808.0, -9223372036854775808.0,
    18446742974197923840.0, 18446744073709551616.0, -0x1p64};

std::vector<Row> floatsNearIntegers() {
  std::vector<Row> rows;
  for (double each : NEAR_INTEGERS) rows.push_back({bitsOf(static_cast<float>(each)), 0, 0, 0});
  for (uint64_t each : FLOAT_EDGES) rows.push_back({each, 0, 0, 0});
  return rows;
}

// To the nearest, ties to even (i), to zero (z), down (m) or up (p).
double integralOf(double value, char mode) {
  const double below = std::floor(value);
  const double part = value - below;
  const bool isOdd = std::fmod(below, 2.0) != 0.0;
  switch (mode) {
    case 'm': return below;
    case 'p': return part > 0 ? below + 1 : below;
    case 'z': return part > 0 && value < 0 ? below + 1 : below;
    default: return part > 0.5 || (part == 0.5 && isOdd) ? below + 1 : below;
  }
}

std::string modeName(char mode) { return mode == 'n' ? ".rni" : std::string(".r") + mode + "i"; }

// Out of range is the nearest in range. NaN is 0, but in 64 bits the highest bit alone.
void expectFloatsToIntegers() {
  const std::vector<Row> rows = floatsNearIntegers();
  std::vector<IntegerType> types = BYTES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  for (const IntegerType& type : types) {
    const IntegerType ofRegister = {"", type.bits <= 16 ? 16 : type.bits, false};
    for (char mode : {'n', 'z', 'm', 'p'}) {
      for (bool flushes : {false, true}) {
        std::vector<uint64_t> expected;
        for (const Row& row : rows) {
          const float value = floatOf(flushes ? flushedBits(row[0]) : row[0]);
          const double integral = integralOf(static_cast<double>(value), mode);
          const Number inRange = integral >= 0x1p65    ? type.most()
                                 : integral <= -0x1p65 ? type.least()
                                                       : type.clamped(static_cast<Number>(integral));
          const Number ofNaN = type.bits == 64 ? Number{1} << 63 : 0;
          expected.push_back(ofRegister.kept(std::isnan(value) ? ofNaN : inRange));
        }
        expectRows("cvt" + modeName(mode) + (flushes ? ".ftz" : "") + type.name + ".f32 " + registerOf(type.bits) +
                       "0, %r1;" + widened(type.bits), rows, expected);
      }
    }
  }
}

void expectIntegersToFloats() {
  std::vector<IntegerType> types = BYTES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  for (const IntegerType& type : types) {
    std::vector<Row> rows;
    for (uint64_t each : edgesOf(type.bits)) rows.push_back({each, 0, 0, 0});
    for (uint64_t each : {0x1000001u, 0x1000003u, 0x7fffff40u, 0x7fffffbfu, 0xffffff80u, 0xffffff7fu}) {
      rows.push_back({each, 0, 0, 0});
      rows.push_back({uint64_t{each} << 32, 0, 0, 0});
      rows.push_back({uint64_t{each} << 32 | 1, 0, 0, 0});
    }
    std::vector<uint64_t> expected;
    for (const Row& row : rows) {
      const Number value = type.valueOf(row[0]);
      expected.push_back(value == 0 ? 0 : bitsOf(rounded({static_cast<Quad>(value), 0}, 'n')));
    }
    expectRows("cvt.rn.f32" + type.name + " %r0, " + registerOf(type.bits) + "1;" + widened(32), rows, expected);
  }
}

void expectFloatsToIntegralFloats() {
  const std::vector<Row> rows = floatsNearIntegers();
  for (char mode : {'n', 'z', 'm', 'p', ' '}) {
    for (bool flushes : {false, true}) {
      for (bool saturates : {false, true}) {
        std::vector<uint64_t> expected;
        for (const Row& row : rows) {
          const float value = floatOf(flushes ? flushedBits(row[0]) : row[0]);
          const bool stays = mode == ' ' || std::isinf(value);
          const double integral = stays ? value : integralOf(static_cast<double>(value), mode);
          const float result = std::copysign(static_cast<float>(integral), value);
          uint64_t bits = std::isnan(value) ? CANONICAL_NAN : bitsOf(result);
          if (saturates) bits = result >= 1.0f ? bitsOf(1.0f) : result > 0.0f ? bits : 0;
          expected.push_back(bits);
        }
        expectRows("cvt" + (mode == ' ' ? "" : modeName(mode)) + (flushes ? ".ftz" : "") + (saturates ? ".sat" : "") +
                       ".f32.f32 %r0, %r1;" + widened(32), rows, expected);
      }
    }
  }
}

void floatsAreConverted() {
  InterpretingDevice device;
  expectFloatsToIntegers();
  expectIntegersToFloats();
  expectFloatsToIntegralFloats();
}

}  // namespace

// Arithmetic in single precision: each rounding mode, flushing of subnormal numbers, clamping to [0, 1], one NaN.
#pragma once

#include "ptx_floats.h"

namespace {

struct Arithmetic {
  const char* name;
  int sources;
  float (*plain)(float a, float b, float c);  // for operands that are no matter of rounding, infinities and the like
  Exact (*exact)(Quad a, Quad b, Quad c);
  // Of what the result is a sum of, for the sign of a zero.
  bool (*signsDiffer)(float a, float b, float c);
};

const Arithmetic ARITHMETIC[] = {
    {"add", 2, [](float a, float b, float) { return a + b; }, [](Quad a, Quad b, Quad) { return sumOf(a, b); },
     [](float a, float b, float) { return std::signbit(a) != std::signbit(b); }},
    {"sub", 2, [](float a, float b, float) { return a - b; }, [](Quad a, Quad b, Quad) { return sumOf(a, -b); },
     [](float a, float b, float) { return std::signbit(a) == std::signbit(b); }},
    {"mul", 2, [](float a, float b, float) { return a * b; }, [](Quad a, Quad b, Quad) { return Exact{a * b, 0}; },
     [](float, float, float) { return false; }},
    {"fma", 3, [](float a, float b, float c) { return std::fma(a, b, c); },
     [](Quad a, Quad b, Quad c) { return sumOf(a * b, c); },
     [](float a, float b, float c) { return (std::signbit(a) != std::signbit(b)) != std::signbit(c); }},
    {"div", 2, [](float a, float b, float) { return a / b; }, [](Quad a, Quad b, Quad) { return Exact{a / b, 0}; },
     [](float, float, float) { return false; }},
    {"rcp", 1, [](float a, float, float) { return 1.0f / a; }, [](Quad a, Quad, Quad) { return Exact{1 / a, 0}; },
     [](float, float, float) { return false; }},
    {"sqrt", 1, [](float a, float, float) { return std::sqrt(a); },
     [](Quad a, Quad, Quad) { return Exact{static_cast<Quad>(std::sqrt(static_cast<long double>(a))), 0}; },
     [](float, float, float) { return false; }},
};

float expectedOf(const Arithmetic& of, char mode, const float operand[3]) {
  const float a = operand[0], b = operand[1], c = operand[2];
  const Exact exact = of.exact(static_cast<Quad>(a), static_cast<Quad>(b), static_cast<Quad>(c));
  // Infinite, or no number: no matter of rounding.
  if (!(exact.high - exact.high == 0)) return of.plain(a, b, c);
  if (exact.high != 0) return rounded(exact, mode);
  return of.signsDiffer(a, b, c) ? (mode == 'm' ? -0.0f : 0.0f) : of.plain(a, b, c);
}

void expectArithmetic(const Arithmetic& of, const std::string& modifier, char mode, bool flushes, bool saturates) {
  std::string body = of.name + modifier + (flushes ? ".ftz" : "") + (saturates ? ".sat" : "") + ".f32 %r0";
  for (int i = 1; i <= of.sources; i++) body += ", %r" + std::to_string(i);
  const std::vector<Row> rows = floatPairs();
  std::vector<uint64_t> expected;
  for (const Row& row : rows) {
    float operand[3];
    for (size_t i = 0; i < 3; i++) operand[i] = floatOf(flushes ? flushedBits(row[i]) : row[i]);
    const float value = expectedOf(of, mode, operand);
    uint64_t bits = std::isnan(value) ? CANONICAL_NAN : bitsOf(value);
    if (flushes) bits = flushedBits(bits);
    if (saturates) bits = value >= 1.0f ? bitsOf(1.0f) : value > 0.0f ? bits : 0;
    expected.push_back(bits);
  }
  expectRows(body + ";" + widened(32), rows, expected);
}

void arithmeticRounds() {
  InterpretingDevice device;
  for (const Arithmetic& each : ARITHMETIC) {
    for (char mode : {'n', 'z', 'm', 'p'}) {
      for (bool flushes : {false, true}) {
        for (bool saturates : {false, true}) {
          // Only sums and products can be clamped.
          if (saturates && (each.sources == 1 || each.name == std::string("div"))) continue;
          expectArithmetic(each, std::string(".r") + mode, mode, flushes, saturates);
        }
      }
    }
  }
  // Without a rounding modifier: to the nearest.
  for (int i = 0; i < 3; i++) expectArithmetic(ARITHMETIC[i], "", 'n', false, false);
}

}  // namespace

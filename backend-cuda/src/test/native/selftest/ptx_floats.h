// Floats of single precision: their bits, values at the edges, and exact results rounded in a chosen direction.
//
// An exact result is a sum of two numbers of 113 bits, the second far below the first: sums and products of floats fit,
// and quotients and roots are near enough that no float, nor the middle between two, lies between them and it.
#pragma once

#include <cfloat>
#include <cmath>
#include <cstring>

#include "ptx_kernels.h"

namespace {

using Quad = __float128;

float floatOf(uint64_t bits) {
  const uint32_t low = static_cast<uint32_t>(bits);
  float value;
  memcpy(&value, &low, sizeof value);
  return value;
}

uint64_t bitsOf(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

constexpr uint64_t CANONICAL_NAN = 0x7fffffffu;
constexpr uint64_t INFINITE = 0x7f800000u;
constexpr uint64_t SIGN = 0x80000000u;

uint64_t flushedBits(uint64_t bits) { return (bits & INFINITE) == 0 ? bits & SIGN : bits; }

const std::vector<uint64_t> FLOAT_EDGES = {
    0x3f800000, 0x3f800001, 0x3f7fffff, 0x40400000, 0x3eaaaaab, 0xc0e80000, 0x7f7fffff, 0xff7fffff, 0x00800000,
    0x80800001, 0x007fffff, 0x00000001, 0x80000003, 0x00400001, 0x00000000, 0x80000000, 0x7f800000, 0xff800000,
    0x7fc00000, 0x7f800001, 0xffffffff, 0x33800000, 0x34000001, 0x4b7fffff, 0xcb800001, 0x5f3504f3, 0x1f3504f4};

std::vector<Row> floatPairs() {
  std::vector<Row> rows;
  for (size_t i = 0; i < FLOAT_EDGES.size(); i++) {
    for (size_t j = 0; j < FLOAT_EDGES.size(); j++) {
      rows.push_back({FLOAT_EDGES[i], FLOAT_EDGES[j], FLOAT_EDGES[(5 * i + 3 * j) % FLOAT_EDGES.size()], 0});
    }
  }
  return rows;
}

struct Exact {
  Quad high;
  Quad low;

  bool isBelow(Quad other) const { return high < other || (high == other && low < 0); }
  bool isAbove(Quad other) const { return high > other || (high == other && low > 0); }
};

// Knuth's sum of two numbers, with what rounding it loses.
Exact sumOf(Quad a, Quad b) {
  const Quad sum = a + b;
  const Quad ofB = sum - a;
  return {sum, (a - (sum - ofB)) + (b - ofB)};
}

// A float as a number; infinity as the one it stands for when distances are compared, the next after the greatest.
Quad numberOf(float value) { return std::isinf(value) ? static_cast<Quad>(0x1p128) : static_cast<Quad>(value); }

// To a float, in the mode n, z, m or p. Not for zero, whose sign is no matter of rounding.
float rounded(const Exact& exact, char mode) {
  if (exact.high < 0) {
    const char mirrored = mode == 'm' ? 'p' : mode == 'p' ? 'm' : mode;
    return -rounded({-exact.high, -exact.low}, mirrored);
  }
  float below = static_cast<float>(exact.high);
  if (exact.isBelow(numberOf(below))) below = std::nextafterf(below, 0.0f);
  const float above = exact.isAbove(numberOf(below)) ? std::nextafterf(below, INFINITY) : below;
  if (mode == 'p') return above;
  if (mode == 'z' || mode == 'm') return std::fmin(below, FLT_MAX);
  const Quad middle = (numberOf(below) + numberOf(above)) / 2;
  const bool isTie = !exact.isBelow(middle) && !exact.isAbove(middle);
  return exact.isAbove(middle) || (isTie && bitsOf(below) % 2 != 0) ? above : below;
}

}  // namespace

#include "number_formats.h"

#include <cmath>

#include "floats.h"

namespace cudasim::ptx {

float halfToFloat(uint16_t bits) {
  int exponent = bits >> 10 & 31;
  int fraction = bits & 1023;
  if (exponent == 31 && fraction != 0) return canonicalNaN();
  float magnitude = exponent == 31  ? INFINITY
                    : exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                    : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
  return (bits & 0x8000) != 0 ? -magnitude : magnitude;
}

float bfloatToFloat(uint16_t bits) { return floatOf(static_cast<uint32_t>(bits) << 16); }

uint16_t floatToHalf(float value) {
  if (value != value) return 0x7fff;
  uint16_t sign = static_cast<uint16_t>(bitsOf(value) >> 16 & 0x8000);
  float magnitude = std::fabs(value);
  if (magnitude >= 65520.0f) return static_cast<uint16_t>(sign | 0x7c00);
  // In units of the last place that a half of this size has; nearbyint rounds ties to even.
  int exponent = magnitude < 0x1p-14f ? -14 : std::ilogb(magnitude);
  float units = std::nearbyint(std::ldexp(magnitude, 10 - exponent));
  uint32_t bits = static_cast<uint32_t>((exponent + 14) * 1024) + static_cast<uint32_t>(units);
  return static_cast<uint16_t>(sign | bits);
}

uint16_t floatToBfloat(float value) {
  if (value != value) return 0x7fff;
  uint32_t bits = bitsOf(value);
  return static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

uint32_t floatToTf32(float value) {
  if (value != value) return 0x7fffffff;
  uint32_t bits = bitsOf(value);
  return std::isinf(value) ? bits : (bits + 0x1000) & ~0x1fffu;
}

float tf32ToFloat(uint32_t bits) { return floatOf(bits & ~0x1fffu); }

}  // namespace cudasim::ptx

// What the ISA says of single precision beyond IEEE 754: one NaN, flushing, saturating.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace cudasim::ptx {

inline float floatOf(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

inline uint32_t bitsOf(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

// The only NaN that arithmetic makes.
inline float canonicalNaN() { return floatOf(0x7fffffffu); }
inline float canonical(float value) { return value != value ? canonicalNaN() : value; }

// .ftz: a subnormal number becomes the zero of its sign.
inline float flushed(float value) {
  uint32_t bits = bitsOf(value);
  return floatOf((bits & 0x7f800000u) == 0 ? bits & 0x80000000u : bits);
}

// .sat: to [0, 1]; NaN becomes 0.
inline float saturated(float value) { return value > 0.0f ? (value < 1.0f ? value : 1.0f) : 0.0f; }

}  // namespace cudasim::ptx

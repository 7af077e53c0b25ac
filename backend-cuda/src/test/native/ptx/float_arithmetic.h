// Operations in single precision, each in the rounding mode that the host is in.
#pragma once

#include "floats.h"
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {

struct FloatAdd {
  static float of(float a, float b) { return a + b; }
};
struct FloatSubtract {
  static float of(float a, float b) { return a - b; }
};
struct FloatMultiply {
  static float of(float a, float b) { return a * b; }
};
struct FloatDivide {
  static float of(float a, float b) { return a / b; }
};
struct FloatFma {
  static float of(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
};
struct FloatReciprocal {
  static float of(float a) { return 1.0f / a; }
};
struct FloatSquareRoot {
  static float of(float a) { return __builtin_sqrtf(a); }
};

// An operation with its modifiers.
template <class F, bool FTZ, bool SAT>
struct Rounded {
  static float in(float value) { return FTZ ? flushed(value) : value; }
  static float out(float value) {
    float result = canonical(FTZ ? flushed(value) : value);
    return SAT ? saturated(result) : result;
  }
  static float of(float a) { return out(F::of(in(a))); }
  static float of(float a, float b) { return out(F::of(in(a), in(b))); }
  static float of(float a, float b, float c) { return out(F::of(in(a), in(b), in(c))); }
};

// The operation on `SOURCES` registers for all lanes.
template <class F, int SOURCES>
void floatLanes(const Instruction& self, Warp& warp, LaneMask lanes) {
  if constexpr (SOURCES == 1) unary<float, F>(self, warp, lanes);
  if constexpr (SOURCES == 2) binary<float, F>(self, warp, lanes);
  if constexpr (SOURCES == 3) ternary<float, F>(self, warp, lanes);
}

inline std::vector<OperandForm> floatForms(int sources) {
  std::vector<OperandForm> forms(static_cast<size_t>(sources) + 1, source(4));
  forms[0] = target(4);
  return forms;
}

}  // namespace cudasim::ptx

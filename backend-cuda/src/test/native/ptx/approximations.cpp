// Functions that the ISA grants an error.
//
// Each result is off by as much as the ISA allows, in a direction that the operands' bits choose: code that counts on
// more than is promised shows. Where the ISA gives a value, as for zeros and infinities, that is what comes out.
#include <algorithm>
#include <cmath>

#include "floats.h"
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// -1 or 1, the same for the same bits. SplitMix64's mixing (Steele, Lea and Flood 2014).
double direction(uint32_t a, uint32_t b) {
  uint64_t mixed = (static_cast<uint64_t>(a) << 32 | b) + 0x9e3779b97f4a7c15u;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return ((mixed ^ (mixed >> 31)) & 1) != 0 ? 1.0 : -1.0;
}

// Rounding to float adds half a unit in the last place to what is taken off here.
float roundedOff(double exact, double relativeError, double absoluteError, double towards) {
  if (!std::isfinite(exact) || exact == 0.0) return canonical(static_cast<float>(exact));
  double relative = std::fmax(relativeError - 0x1p-24, 0.0) * std::fabs(exact);
  return static_cast<float>(exact + towards * std::fmax(relative, absoluteError));
}

// A unit in the last place of a float of this size.
double unitOf(double exact) {
  int exponent = 0;
  std::frexp(exact, &exponent);
  return std::ldexp(1.0, std::max(exponent - 24, -149));
}

// The bounds and the values given as NVIDIA's PTX manual states them.
struct Approximation {
  static constexpr double RELATIVE = 0.0;
  static double absolute(float) { return 0.0; }
  static bool isGiven(float) { return false; }
};

struct PowerOfTwo : Approximation {
  static constexpr double RELATIVE = 0x1p-22;
  static double exact(float a) { return std::exp2(static_cast<double>(a)); }
  static bool isGiven(float a) { return std::fabs(a) < 0x1p-126f; }
};

struct LogarithmToBaseTwo : Approximation {
  static constexpr double RELATIVE = 0x1p-22;
  static double exact(float a) { return std::log2(static_cast<double>(a)); }
  // Near 1 the error is absolute.
  static double absolute(float a) { return a > 0.5f && a < 2.0f ? 0x1p-22 - 0x1p-25 : 0.0; }
};

// One unit in the last place, of which rounding takes half.
struct Reciprocal : Approximation {
  static double exact(float a) { return 1.0 / static_cast<double>(a); }
  static double absolute(float a) { return 0.5 * unitOf(exact(a)); }
};

struct SquareRoot : Approximation {
  static constexpr double RELATIVE = 0x1p-23;
  static double exact(float a) { return std::sqrt(static_cast<double>(a)); }
};

struct ReciprocalSquareRoot : Approximation {
  static constexpr double RELATIVE = 0x1.1p-23;  // 2^-22.9
  static double exact(float a) { return 1.0 / std::sqrt(static_cast<double>(a)); }
};

// 2^-20.5 in [-2 pi, 2 pi] and 2^-14.7 in [-100 pi, 100 pi], less what rounding adds. Beyond, nothing is granted.
double errorOfAngle(float a) { return (std::fabs(a) <= 6.2831853f ? 0x1.6ap-21 : 0x1.3bp-15) - 0x1p-25; }

struct Sine : Approximation {
  static double exact(float a) { return std::sin(static_cast<double>(a)); }
  static double absolute(float a) { return errorOfAngle(a); }
};

struct Cosine : Approximation {
  static double exact(float a) { return std::cos(static_cast<double>(a)); }
  static double absolute(float a) { return errorOfAngle(a); }
  static bool isGiven(float a) { return a == 0.0f; }
};

struct HyperbolicTangent : Approximation {
  static constexpr double RELATIVE = 0x1p-11;
  static double exact(float a) { return std::tanh(static_cast<double>(a)); }
  static bool isGiven(float a) { return std::isinf(a); }
};

template <class F, bool FTZ>
void approximate(const Instruction& self, Warp& warp, LaneMask lanes) {
  float* result = warp.lanes<float>(self.operand[0]);
  const float* operand = warp.lanes<float>(self.operand[1]);
  forLanes(lanes, [&](int lane) {
    float a = FTZ ? flushed(operand[lane]) : operand[lane];
    float value = F::isGiven(a) ? static_cast<float>(F::exact(a))
                                : roundedOff(F::exact(a), F::RELATIVE, F::absolute(a), direction(bitsOf(a), 0));
    result[lane] = FTZ ? flushed(value) : value;
  });
}

// Two units in the last place, of which rounding takes half a one. Unless over the full range, it is the product with
// a reciprocal, which is 0 for great divisors.
template <bool FTZ, bool FULL>
void divideRoughly(const Instruction& self, Warp& warp, LaneMask lanes) {
  float* result = warp.lanes<float>(self.operand[0]);
  const float* dividend = warp.lanes<float>(self.operand[1]);
  const float* divisor = warp.lanes<float>(self.operand[2]);
  forLanes(lanes, [&](int lane) {
    float a = FTZ ? flushed(dividend[lane]) : dividend[lane];
    float b = FTZ ? flushed(divisor[lane]) : divisor[lane];
    double exact = static_cast<double>(a) / static_cast<double>(b);
    float value = !FULL && std::fabs(b) > 0x1p126f
                      ? canonical(a * std::copysign(0.0f, b))
                      : roundedOff(exact, 0.0, 1.5 * unitOf(exact), direction(bitsOf(a), bitsOf(b)));
    result[lane] = FTZ ? flushed(value) : value;
  });
}

template <class F>
void addApproximation(OpcodeTable& table, const std::string& name) {
  const std::vector<OperandForm> forms = {target(4), source(4)};
  table.add(name + ".approx.f32", {approximate<F, false>, forms});
  table.add(name + ".approx.ftz.f32", {approximate<F, true>, forms});
}

}  // namespace

void addApproximations(OpcodeTable& table) {
  addApproximation<PowerOfTwo>(table, "ex2");
  addApproximation<LogarithmToBaseTwo>(table, "lg2");
  addApproximation<Reciprocal>(table, "rcp");
  addApproximation<SquareRoot>(table, "sqrt");
  addApproximation<ReciprocalSquareRoot>(table, "rsqrt");
  addApproximation<Sine>(table, "sin");
  addApproximation<Cosine>(table, "cos");
  table.add("tanh.approx.f32", {approximate<HyperbolicTangent, false>, {target(4), source(4)}});
  const std::vector<OperandForm> two = {target(4), source(4), source(4)};
  table.add("div.approx.f32", {divideRoughly<false, false>, two});
  table.add("div.approx.ftz.f32", {divideRoughly<true, false>, two});
  table.add("div.full.f32", {divideRoughly<false, true>, two});
  table.add("div.full.ftz.f32", {divideRoughly<true, true>, two});
}

}  // namespace cudasim::ptx

// Functions that the ISA grants an error.
//
// Each result is off by as much as the ISA allows, in a direction that the operands' bits choose: code that counts on
// more than is promised shows. Where the ISA gives a value, as for zeros and infinities, that is what comes out.
#include <cmath>

#include "floats.h"
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// In [-1, 1], the same for the same bits. SplitMix64's mixing (Steele, Lea and Flood 2014).
double direction(uint32_t a, uint32_t b) {
  uint64_t mixed = (static_cast<uint64_t>(a) << 32 | b) + 0x9e3779b97f4a7c15u;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return static_cast<double>(static_cast<int64_t>(mixed ^ (mixed >> 31))) * 0x1p-63;
}

// Rounding to float adds half a unit in the last place to what is taken off here.
float roundedOff(double exact, double relativeError, double absoluteError, double towards) {
  if (!std::isfinite(exact) || exact == 0.0) return canonical(static_cast<float>(exact));
  double relative = std::fmax(relativeError - 0x1p-24, 0.0) * std::fabs(exact);
  return static_cast<float>(exact + towards * std::fmax(relative, absoluteError));
}

// The bounds as NVIDIA's PTX manual states them.
struct PowerOfTwo {
  static constexpr double RELATIVE = 0x1p-22;
  static double exact(float a) { return std::exp2(static_cast<double>(a)); }
  static double absolute(float) { return 0.0; }
};

struct LogarithmOfTwo {
  static constexpr double RELATIVE = 0x1p-22;
  static double exact(float a) { return std::log2(static_cast<double>(a)); }
  // Near 1 the error is absolute.
  static double absolute(float a) { return a > 0.5f && a < 2.0f ? 0x1p-22 - 0x1p-25 : 0.0; }
};

struct Reciprocal {
  static constexpr double RELATIVE = 0x1p-23;
  static double exact(float a) { return 1.0 / static_cast<double>(a); }
  static double absolute(float) { return 0.0; }
};

struct SquareRoot {
  static constexpr double RELATIVE = 0x1p-23;
  static double exact(float a) { return std::sqrt(static_cast<double>(a)); }
  static double absolute(float) { return 0.0; }
};

struct ReciprocalSquareRoot {
  static constexpr double RELATIVE = 0x1.1p-23;  // 2^-22.9
  static double exact(float a) { return 1.0 / std::sqrt(static_cast<double>(a)); }
  static double absolute(float) { return 0.0; }
};

struct Sine {
  static constexpr double RELATIVE = 0.0;
  static double exact(float a) { return std::sin(static_cast<double>(a)); }
  static double absolute(float) { return 0x1.1p-21; }  // 2^-20.9, stated for [-pi, pi]
};

struct Cosine {
  static constexpr double RELATIVE = 0.0;
  static double exact(float a) { return std::cos(static_cast<double>(a)); }
  static double absolute(float) { return 0x1.1p-21; }
};

struct HyperbolicTangent {
  static constexpr double RELATIVE = 0x1p-11;
  static double exact(float a) { return std::tanh(static_cast<double>(a)); }
  static double absolute(float) { return 0.0; }
};

template <class F, bool FTZ>
void approximate(const Instruction& self, Warp& warp, LaneMask lanes) {
  float* result = warp.lanes<float>(self.operand[0]);
  const float* operand = warp.lanes<float>(self.operand[1]);
  forLanes(lanes, [&](int lane) {
    float a = FTZ ? flushed(operand[lane]) : operand[lane];
    bool exactByDefinition = std::is_same_v<F, PowerOfTwo> && std::fabs(a) < 0x1p-126f;
    float value = exactByDefinition
                      ? 1.0f
                      : roundedOff(F::exact(a), F::RELATIVE, F::absolute(a), direction(bitsOf(a), 0));
    result[lane] = FTZ ? flushed(value) : value;
  });
}

// Within two units in the last place.
template <bool FTZ>
void divideRoughly(const Instruction& self, Warp& warp, LaneMask lanes) {
  float* result = warp.lanes<float>(self.operand[0]);
  const float* dividend = warp.lanes<float>(self.operand[1]);
  const float* divisor = warp.lanes<float>(self.operand[2]);
  forLanes(lanes, [&](int lane) {
    float a = FTZ ? flushed(dividend[lane]) : dividend[lane];
    float b = FTZ ? flushed(divisor[lane]) : divisor[lane];
    double exact = static_cast<double>(a) / static_cast<double>(b);
    float value = roundedOff(exact, 0x1p-23, 0.0, direction(bitsOf(a), bitsOf(b)));
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
  addApproximation<LogarithmOfTwo>(table, "lg2");
  addApproximation<Reciprocal>(table, "rcp");
  addApproximation<SquareRoot>(table, "sqrt");
  addApproximation<ReciprocalSquareRoot>(table, "rsqrt");
  addApproximation<Sine>(table, "sin");
  addApproximation<Cosine>(table, "cos");
  table.add("tanh.approx.f32", {approximate<HyperbolicTangent, false>, {target(4), source(4)}});
  const std::vector<OperandForm> two = {target(4), source(4), source(4)};
  for (const char* kind : {"approx", "full"}) {
    table.add(std::string("div.") + kind + ".f32", {divideRoughly<false>, two});
    table.add(std::string("div.") + kind + ".ftz.f32", {divideRoughly<true>, two});
  }
}

}  // namespace cudasim::ptx

// Arithmetic in single precision, rounded to the nearest.
//
// An operation without a rounding modifier is one that the driver's compiler may contract, a * b + c to one fma. Here
// it never is: what counts on either way differs from what the other gives.
#include "float_arithmetic.h"

namespace cudasim::ptx {
namespace {

// NaN gives way to a number; -0 is less than +0.
struct FloatMinimum {
  static float of(float a, float b) {
    if (a != a) return b;
    if (b != b) return a;
    if (a == b) return floatOf(bitsOf(a) | bitsOf(b));
    return a < b ? a : b;
  }
};

struct FloatMaximum {
  static float of(float a, float b) {
    if (a != a) return b;
    if (b != b) return a;
    if (a == b) return floatOf(bitsOf(a) & bitsOf(b));
    return a > b ? a : b;
  }
};

// .NaN: a NaN stays one.
template <class F>
struct NaNFirst {
  static float of(float a, float b) { return a != a || b != b ? canonicalNaN() : F::of(a, b); }
};

struct FloatNegate {
  static uint32_t of(uint32_t a) { return a ^ 0x80000000u; }
};

struct FloatAbsolute {
  static uint32_t of(uint32_t a) { return a & 0x7fffffffu; }
};

template <class F>
struct Flushing {
  static uint32_t of(uint32_t a) { return F::of(bitsOf(flushed(floatOf(a)))); }
};

// The sign of a on b.
struct CopySign {
  static uint32_t of(uint32_t a, uint32_t b) { return (a & 0x80000000u) | (b & 0x7fffffffu); }
};

enum class Property { FINITE, INFINITE, NUMBER, NOT_A_NUMBER, NORMAL, SUBNORMAL };

// Zeros count as normal.
template <Property PROPERTY>
void testProperty(const Instruction& self, Warp& warp, LaneMask lanes) {
  const float* a = warp.lanes<float>(self.operand[1]);
  auto isOneOf = [](auto... properties) { return ((PROPERTY == properties) || ...); };
  LaneMask holds = maskOf([=](int lane) {
    switch (std::fpclassify(a[lane])) {
      case FP_NAN: return isOneOf(Property::NOT_A_NUMBER);
      case FP_INFINITE: return isOneOf(Property::INFINITE, Property::NUMBER);
      case FP_SUBNORMAL: return isOneOf(Property::FINITE, Property::NUMBER, Property::SUBNORMAL);
      default: return isOneOf(Property::FINITE, Property::NUMBER, Property::NORMAL);
    }
  });
  setBits(warp.bits(self.operand[0]), lanes, holds);
}

// With all modifiers; the first of the roundings may be the empty one.
template <class F, int SOURCES>
void addRounded(OpcodeTable& table, const std::string& name, std::initializer_list<const char*> roundings) {
  for (const char* rounding : roundings) {
    const std::string base = name + rounding;
    table.add(base + ".f32", {floatLanes<Rounded<F, false, false>, SOURCES>, floatForms(SOURCES)});
    table.add(base + ".ftz.f32", {floatLanes<Rounded<F, true, false>, SOURCES>, floatForms(SOURCES)});
    table.add(base + ".sat.f32", {floatLanes<Rounded<F, false, true>, SOURCES>, floatForms(SOURCES)});
    table.add(base + ".ftz.sat.f32", {floatLanes<Rounded<F, true, true>, SOURCES>, floatForms(SOURCES)});
  }
}

template <class F>
void addChoice(OpcodeTable& table, const std::string& name) {
  table.add(name + ".f32", {floatLanes<Rounded<F, false, false>, 2>, floatForms(2)});
  table.add(name + ".ftz.f32", {floatLanes<Rounded<F, true, false>, 2>, floatForms(2)});
  table.add(name + ".NaN.f32", {floatLanes<Rounded<NaNFirst<F>, false, false>, 2>, floatForms(2)});
  table.add(name + ".ftz.NaN.f32", {floatLanes<Rounded<NaNFirst<F>, true, false>, 2>, floatForms(2)});
}

template <class F>
void addSign(OpcodeTable& table, const std::string& name) {
  table.add(name + ".f32", {unary<uint32_t, F>, floatForms(1)});
  table.add(name + ".ftz.f32", {unary<uint32_t, Flushing<F>>, floatForms(1)});
}

template <Property PROPERTY>
void addTest(OpcodeTable& table, const std::string& property) {
  table.add("testp." + property + ".f32", {testProperty<PROPERTY>, {PREDICATE_TARGET, source(4)}});
}

}  // namespace

void addFloatOps(OpcodeTable& table) {
  addRounded<FloatAdd, 2>(table, "add", {"", ".rn"});
  addRounded<FloatSubtract, 2>(table, "sub", {"", ".rn"});
  addRounded<FloatMultiply, 2>(table, "mul", {"", ".rn"});
  addRounded<FloatFma, 3>(table, "fma", {".rn"});
  addRounded<FloatFma, 3>(table, "mad", {".rn"});
  addRounded<FloatDivide, 2>(table, "div", {".rn"});
  addRounded<FloatReciprocal, 1>(table, "rcp", {".rn"});
  addRounded<FloatSquareRoot, 1>(table, "sqrt", {".rn"});
  addChoice<FloatMinimum>(table, "min");
  addChoice<FloatMaximum>(table, "max");
  addSign<FloatNegate>(table, "neg");
  addSign<FloatAbsolute>(table, "abs");
  table.add("copysign.f32", {binary<uint32_t, CopySign>, floatForms(2)});
  addTest<Property::FINITE>(table, "finite");
  addTest<Property::INFINITE>(table, "infinite");
  addTest<Property::NUMBER>(table, "number");
  addTest<Property::NOT_A_NUMBER>(table, "notanumber");
  addTest<Property::NORMAL>(table, "normal");
  addTest<Property::SUBNORMAL>(table, "subnormal");
}

}  // namespace cudasim::ptx

// Arithmetic in single precision, rounded towards zero, down or up.
#include <cfenv>

#include "float_arithmetic.h"

namespace cudasim::ptx {
namespace {

using Execute = void (*)(const Instruction&, Warp&, LaneMask);

// Called through a pointer that the compiler cannot see through, so that no arithmetic leaves the mode it belongs in.
template <Execute ARITHMETIC, int MODE>
void inMode(const Instruction& self, Warp& warp, LaneMask lanes) {
  static volatile Execute arithmetic = ARITHMETIC;
  fesetround(MODE);
  arithmetic(self, warp, lanes);
  fesetround(FE_TONEAREST);
}

template <class F, int SOURCES, int MODE>
void addMode(OpcodeTable& table, const std::string& base) {
  const auto forms = floatForms(SOURCES);
  table.add(base + ".f32", {inMode<floatLanes<Rounded<F, false, false>, SOURCES>, MODE>, forms});
  table.add(base + ".ftz.f32", {inMode<floatLanes<Rounded<F, true, false>, SOURCES>, MODE>, forms});
  table.add(base + ".sat.f32", {inMode<floatLanes<Rounded<F, false, true>, SOURCES>, MODE>, forms});
  table.add(base + ".ftz.sat.f32", {inMode<floatLanes<Rounded<F, true, true>, SOURCES>, MODE>, forms});
}

template <class F, int SOURCES>
void addDirected(OpcodeTable& table, const std::string& name) {
  addMode<F, SOURCES, FE_TOWARDZERO>(table, name + ".rz");
  addMode<F, SOURCES, FE_DOWNWARD>(table, name + ".rm");
  addMode<F, SOURCES, FE_UPWARD>(table, name + ".rp");
}

}  // namespace

void addDirectedRounding(OpcodeTable& table) {
  addDirected<FloatAdd, 2>(table, "add");
  addDirected<FloatSubtract, 2>(table, "sub");
  addDirected<FloatMultiply, 2>(table, "mul");
  addDirected<FloatFma, 3>(table, "fma");
  addDirected<FloatDivide, 2>(table, "div");
  addDirected<FloatReciprocal, 1>(table, "rcp");
  addDirected<FloatSquareRoot, 1>(table, "sqrt");
}

}  // namespace cudasim::ptx

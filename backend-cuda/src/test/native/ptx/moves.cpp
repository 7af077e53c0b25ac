// mov, which copies, takes apart and puts together. What nobody has written stays so in the copy.
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

void passPoison(Warp& warp, const Register& to, const Register& from, LaneMask lanes) {
  setBits(warp.written(to), lanes, warp.written(from));
}

template <class T>
void move(const Instruction& self, Warp& warp, LaneMask lanes) {
  T* result = warp.lanes<T>(self.operand[0]);
  const T* a = warp.lanes<T>(self.operand[1]);
  eachLane(lanes, result, [=](int lane) { return a[lane]; });
  passPoison(warp, self.operand[0], self.operand[1], lanes);
}

void movePredicate(const Instruction& self, Warp& warp, LaneMask lanes) {
  setBits(warp.bits(self.operand[0]), lanes, warp.predicate(self.operand[1]));
  passPoison(warp, self.operand[0], self.operand[1], lanes);
}

// mov.b64 {low, high}, whole.
template <int COUNT>
void takeApart(const Instruction& self, Warp& warp, LaneMask lanes) {
  const Register& whole = self.operand[COUNT];
  forLanes(lanes, [&](int lane) {
    uint64_t value = warp.value(whole, lane);
    for (int i = 0; i < COUNT; i++) warp.setValue(self.operand[i], lane, value >> (i * 8 * whole.bytes / COUNT));
  });
  for (int i = 0; i < COUNT; i++) passPoison(warp, self.operand[i], whole, lanes);
}

// mov.b64 whole, {low, high}.
template <int COUNT>
void putTogether(const Instruction& self, Warp& warp, LaneMask lanes) {
  const Register& whole = self.operand[0];
  forLanes(lanes, [&](int lane) {
    uint64_t value = 0;
    for (int i = 0; i < COUNT; i++) value |= warp.value(self.operand[i + 1], lane) << (i * 8 * whole.bytes / COUNT);
    warp.setValue(whole, lane, value);
  });
  LaneMask known = lanes;
  for (int i = 0; i < COUNT; i++) known &= warp.written(self.operand[i + 1]);
  setBits(warp.written(whole), lanes, known);
}

void addMove(OpcodeTable& table, const std::string& name, Opcode opcode) {
  opcode.passesPoison = true;
  table.add(name, opcode);
}

template <class T>
void addType(OpcodeTable& table, const std::string& type) {
  addMove(table, "mov" + type, {move<T>, {target(sizeof(T)), source(sizeof(T))}});
}

}  // namespace

// The assembler chooses the names with braces by the operands.
void addMoves(OpcodeTable& table) {
  for (const char* type : {".b16", ".u16", ".s16"}) addType<uint16_t>(table, type);
  for (const char* type : {".b32", ".u32", ".s32", ".f32"}) addType<uint32_t>(table, type);
  for (const char* type : {".b64", ".u64", ".s64"}) addType<uint64_t>(table, type);
  addMove(table, "mov.pred", {movePredicate, {PREDICATE_TARGET, PREDICATE_SOURCE}});
  addMove(table, "mov{2}.b32", {takeApart<2>, {target(2, 2), source(4)}});
  addMove(table, "mov{2}.b64", {takeApart<2>, {target(4, 2), source(8)}});
  addMove(table, "mov{4}.b64", {takeApart<4>, {target(2, 4), source(8)}});
  addMove(table, "{2}mov.b32", {putTogether<2>, {target(4), source(2, 2)}});
  addMove(table, "{2}mov.b64", {putTogether<2>, {target(8), source(4, 2)}});
  addMove(table, "{4}mov.b64", {putTogether<4>, {target(8), source(2, 4)}});
}

}  // namespace cudasim::ptx

// ld and st, in every state space, of one value or of a vector.
#include <cstring>

#include "memory_access.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// Into a register that may be wider than the value, which gets its sign along.
template <class T>
void loadInto(Warp& warp, const Register& result, int lane, const uint8_t* from) {
  T value;
  memcpy(&value, from, sizeof value);
  warp.setValue(result, lane, static_cast<uint64_t>(value));
}

// The instruction's literal says in which space, and this bit whether through the cache that sees no writes.
constexpr int64_t NON_COHERENT = 256;

Access accessOf(const Instruction& self, uint64_t address, size_t bytes) {
  return {static_cast<AddressSpace>(self.literal & ~NON_COHERENT), address, static_cast<uint32_t>(bytes),
          (self.literal & NON_COHERENT) != 0};
}

template <class T>
void load(const Instruction& self, Warp& warp, LaneMask lanes) {
  int count = self.targets;
  forLanes(lanes, [&](int lane) {
    uint64_t address = addressOf(self, self.operand[count], warp, lane);
    const uint8_t* from = warp.group.read(warp, lane, accessOf(self, address, sizeof(T) * static_cast<size_t>(count)));
    for (int i = 0; i < count; i++) loadInto<T>(warp, self.operand[i], lane, from + i * sizeof(T));
  });
}

template <class T>
void store(const Instruction& self, Warp& warp, LaneMask lanes) {
  int count = self.operands - 1;
  forLanes(lanes, [&](int lane) {
    uint64_t address = addressOf(self, self.operand[0], warp, lane);
    uint8_t* to = warp.group.write(warp, lane, accessOf(self, address, sizeof(T) * static_cast<size_t>(count)));
    for (int i = 0; i < count; i++) {
      T value = static_cast<T>(warp.value(self.operand[i + 1], lane));
      memcpy(to + i * sizeof(T), &value, sizeof value);
    }
  });
}

struct Space {
  const char* name;
  AddressSpace space;
  bool isWritable;
};

constexpr Space SPACES[] = {{"", AddressSpace::GENERIC, true},          {".global", AddressSpace::GLOBAL, true},
                            {".shared", AddressSpace::SHARED, true},    {".local", AddressSpace::LOCAL, true},
                            {".const", AddressSpace::CONSTANT, false}, {".param", AddressSpace::PARAMETER, false}};

template <class T>
void addWidth(OpcodeTable& table, int count, const std::string& end) {
  for (const Space& each : SPACES) {
    Opcode loading{load<T>, {widening(target(sizeof(T), count)), address(each.name)}};
    Opcode storing{store<T>, {address(each.name), widening(source(sizeof(T), count))}};
    loading.literal = storing.literal = static_cast<int64_t>(each.space);
    table.add(std::string("ld") + each.name + end, loading);
    if (each.isWritable) table.add(std::string("st") + each.name + end, storing);
    loading.literal |= NON_COHERENT;
    if (each.space == AddressSpace::GLOBAL) table.add("ld.global.nc" + end, loading);
  }
}

template <class T>
void addType(OpcodeTable& table, const std::string& type) {
  addWidth<T>(table, 0, type);
  addWidth<T>(table, 2, ".v2" + type);
  if (sizeof(T) < 8) addWidth<T>(table, 4, ".v4" + type);
}

}  // namespace

void addLoadsAndStores(OpcodeTable& table) {
  for (const char* type : {".u8", ".b8"}) addType<uint8_t>(table, type);
  for (const char* type : {".u16", ".b16"}) addType<uint16_t>(table, type);
  for (const char* type : {".u32", ".b32", ".f32"}) addType<uint32_t>(table, type);
  for (const char* type : {".u64", ".b64"}) addType<uint64_t>(table, type);
  addType<int8_t>(table, ".s8");
  addType<int16_t>(table, ".s16");
  addType<int32_t>(table, ".s32");
  addType<int64_t>(table, ".s64");
}

}  // namespace cudasim::ptx

// ld and st, in every state space, of one value or of a vector.
#include <cstring>
#include <type_traits>

#include "memory_access.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

// Into a register that may be wider than the value.
template <class T>
void loadInto(Warp& warp, const Register& result, int lane, const uint8_t* from) {
  T value;
  memcpy(&value, from, sizeof value);
  using Wide = std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>;
  warp.setValue(result, lane, static_cast<uint64_t>(static_cast<Wide>(value)));
}

template <class T, AddressSpace SPACE, bool NON_COHERENT>
void load(const Instruction& self, Warp& warp, LaneMask lanes) {
  int count = self.targets;
  uint32_t bytes = static_cast<uint32_t>(sizeof(T)) * static_cast<uint32_t>(count);
  forLanes(lanes, [&](int lane) {
    uint64_t address = addressOf(self, self.operand[count], warp, lane);
    const uint8_t* from = warp.group.read(warp, lane, {SPACE, address, bytes, NON_COHERENT});
    for (int i = 0; i < count; i++) loadInto<T>(warp, self.operand[i], lane, from + i * sizeof(T));
  });
}

template <class T, AddressSpace SPACE>
void store(const Instruction& self, Warp& warp, LaneMask lanes) {
  int count = self.operands - 1;
  uint32_t bytes = static_cast<uint32_t>(sizeof(T)) * static_cast<uint32_t>(count);
  forLanes(lanes, [&](int lane) {
    uint64_t address = addressOf(self, self.operand[0], warp, lane);
    uint8_t* to = warp.group.write(warp, lane, {SPACE, address, bytes});
    for (int i = 0; i < count; i++) {
      T value = static_cast<T>(warp.value(self.operand[i + 1], lane));
      memcpy(to + i * sizeof(T), &value, sizeof value);
    }
  });
}

constexpr int VECTORS[] = {0, 2, 4};

std::string vectorName(int count) { return count == 0 ? "" : ".v" + std::to_string(count); }

template <class T, AddressSpace SPACE, bool NON_COHERENT>
void addLoad(OpcodeTable& table, const std::string& start, const std::string& space, const std::string& type) {
  for (int count : VECTORS) {
    if (count * sizeof(T) > 16) continue;
    Opcode opcode{load<T, SPACE, NON_COHERENT>, {widening(target(sizeof(T), count)), ADDRESS}};
    opcode.space = space;
    table.add("ld" + start + vectorName(count) + type, opcode);
  }
}

template <class T, AddressSpace SPACE>
void addStore(OpcodeTable& table, const std::string& space, const std::string& type) {
  for (int count : VECTORS) {
    if (count * sizeof(T) > 16) continue;
    Opcode opcode{store<T, SPACE>, {ADDRESS, widening(source(sizeof(T), count))}};
    opcode.space = space;
    table.add("st" + space + vectorName(count) + type, opcode);
  }
}

template <class T>
void addType(OpcodeTable& table, const std::string& type) {
  addLoad<T, AddressSpace::GENERIC, false>(table, "", "", type);
  addLoad<T, AddressSpace::GLOBAL, false>(table, ".global", ".global", type);
  addLoad<T, AddressSpace::GLOBAL, true>(table, ".global.nc", ".global", type);
  addLoad<T, AddressSpace::SHARED, false>(table, ".shared", ".shared", type);
  addLoad<T, AddressSpace::LOCAL, false>(table, ".local", ".local", type);
  addLoad<T, AddressSpace::CONSTANT, false>(table, ".const", ".const", type);
  addLoad<T, AddressSpace::PARAMETER, false>(table, ".param", ".param", type);
  addStore<T, AddressSpace::GENERIC>(table, "", type);
  addStore<T, AddressSpace::GLOBAL>(table, ".global", type);
  addStore<T, AddressSpace::SHARED>(table, ".shared", type);
  addStore<T, AddressSpace::LOCAL>(table, ".local", type);
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

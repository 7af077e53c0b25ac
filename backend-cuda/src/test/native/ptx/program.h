// An entry ready to run: statements as instructions, names as places.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "syntax.h"

namespace cudasim::ptx {

class Warp;

// One bit for each lane of a warp.
using LaneMask = uint32_t;
constexpr int WARP_SIZE = 32;
constexpr LaneMask ALL_LANES = ~LaneMask{0};

// A register of all lanes of a warp. Literal numbers, addresses of variables and special registers are registers
// too, filled before the first instruction, so that an instruction reads all its sources in one way.
struct Register {
  uint32_t offset = 0;  // of lane 0 in the warp's values
  uint32_t number = 0;
  uint8_t bytes = 0;    // of a lane; 0 for a predicate, whose lanes are the bits of one word
  bool negated = false;
};

enum class Flow : uint8_t {
  NEXT,        // goes on with the next instruction
  BRANCH,
  EXIT,
  BARRIER,     // of the group
  COLLECTIVE,  // waits for the other lanes that it names, then runs once for all of them
  NOTHING,     // concerns only what an interpreter does not model
};

constexpr int MOST_OPERANDS = 16;

struct Instruction {
  void (*execute)(const Instruction& self, Warp& warp, LaneMask lanes) = nullptr;
  Flow flow = Flow::NEXT;
  bool guarded = false;
  bool passesPoison = false;  // copies a value that nobody has written without looking at it; does its own marking
  uint8_t targets = 0;        // operands [0, targets) are written, [targets, operands) are read
  uint8_t operands = 0;
  int8_t members = -1;        // COLLECTIVE: the operand with the mask of lanes; negative where all take part
  Register guard;
  Register operand[MOST_OPERANDS];
  uint32_t branchTarget = 0;
  uint64_t offset[2] = {0, 0};  // what each address adds to its register
  int64_t literal = 0;        // a number that is part of the operation, or which of its variants this is
  int line = 0;
  std::string opcode;
};

// What a register holds before the first instruction.
enum class SpecialRegister {
  NONE, LANE_X, LANE_Y, LANE_Z, LANES_X, LANES_Y, LANES_Z, GROUP_X, GROUP_Y, GROUP_Z, GROUPS_X, GROUPS_Y, GROUPS_Z,
  LANE_OF_WARP, WARP_OF_GROUP, MASK_EQ, MASK_LT, MASK_LE, MASK_GT, MASK_GE,
};

struct Prefilled {
  Register target;
  uint64_t bits = 0;  // where it is not special
  SpecialRegister special = SpecialRegister::NONE;
};

inline uint32_t roundUp(uint32_t value, uint32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// A variable or parameter, for bounds.
struct MemoryRange {
  std::string name;
  uint32_t start;
  uint32_t bytes;
};

// A state space of fixed layout: variables at their offsets, with space between them that nothing may touch.
struct MemoryLayout {
  std::vector<MemoryRange> ranges;
  uint32_t bytes = 0;

  // The offset of a new variable.
  uint32_t add(const std::string& name, uint64_t bytes, uint32_t alignment);

  // Null, with the reason, where the bytes are not all in one variable.
  const MemoryRange* rangeOf(uint64_t address, uint32_t bytes, std::string* complaint) const;
};

struct Program {
  std::string name;
  MemoryLayout parameters;  // in the order of the declaration

  std::vector<Instruction> code;
  uint32_t registerCount = 0;
  uint32_t valueBytes = 0;  // of a warp's registers
  std::vector<Prefilled> prefilled;

  MemoryLayout shared;
  bool hasOpenShared = false;  // behind the others lies an array whose size the launch says
  MemoryLayout local;          // of one lane
  std::vector<uint8_t> constants;
  MemoryLayout constantLayout;
  bool readsNonCoherently = false;  // has loads that count on nothing being written there
};

}  // namespace cudasim::ptx

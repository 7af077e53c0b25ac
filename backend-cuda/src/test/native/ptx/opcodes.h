// The instruction set: full opcodes such as "fma.rn.f32", what operands each takes and what it does.
#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "program.h"

namespace cudasim::ptx {

// The form of an operand in the text.
struct OperandForm {
  enum Kind : uint8_t {
    TARGET,       // a register to write
    SOURCE,       // a register, number, special register or variable's address to read
    ADDRESS,      // [register + number] or [variable + number]
    TARGET_PAIR,  // a predicate to write, p or p|q
    LABEL,
    LITERAL,      // a number that is part of the operation
  };

  Kind kind;
  uint8_t bytes;      // of a lane's value; 0 for a predicate
  uint8_t count = 0;  // of a vector {a, b, ...}; 0 for no vector
  bool widens = false;      // the register may be wider than the value
  const char* space = "";   // of an address: where the variable lies that it may name
};

struct Opcode {
  void (*execute)(const Instruction&, Warp&, LaneMask) = nullptr;
  std::vector<OperandForm> forms;
  Flow flow = Flow::NEXT;
  bool passesPoison = false;
  bool lastIsOptional = false;  // the last operand may be left out
  int8_t members = -1;
  int64_t literal = 0;          // of the instruction, where no operand says it
  std::vector<int64_t> literals{};  // those that are allowed; none for all
};

class OpcodeTable {
 public:
  static const OpcodeTable& instance();

  // Null where there is no such opcode.
  const Opcode* find(const std::string& name) const;

  void add(const std::string& name, Opcode opcode);

 private:
  OpcodeTable();

  std::unordered_map<std::string, Opcode> opcodes_;
};

// Short forms of the forms.
constexpr OperandForm target(int bytes, int count = 0) {
  return {OperandForm::TARGET, static_cast<uint8_t>(bytes), static_cast<uint8_t>(count)};
}
constexpr OperandForm source(int bytes, int count = 0) {
  return {OperandForm::SOURCE, static_cast<uint8_t>(bytes), static_cast<uint8_t>(count)};
}
constexpr OperandForm widening(OperandForm form) {
  form.widens = true;
  return form;
}
constexpr OperandForm PREDICATE_TARGET = target(0);
constexpr OperandForm PREDICATE_SOURCE = source(0);
constexpr OperandForm address(const char* space) {
  OperandForm form{OperandForm::ADDRESS, 8};
  form.space = space;
  return form;
}
constexpr OperandForm LITERAL = {OperandForm::LITERAL, 8};

// One file adds one family.
void addIntegerOps(OpcodeTable& table);
void addBitOps(OpcodeTable& table);
void addFloatOps(OpcodeTable& table);
void addDirectedRounding(OpcodeTable& table);
void addApproximations(OpcodeTable& table);
void addComparisons(OpcodeTable& table);
void addConversions(OpcodeTable& table);
void addMoves(OpcodeTable& table);
void addLoadsAndStores(OpcodeTable& table);
void addFlow(OpcodeTable& table);
void addWarpOps(OpcodeTable& table);
void addMatrixOps(OpcodeTable& table);
void addAsyncCopies(OpcodeTable& table);

}  // namespace cudasim::ptx

// A PTX module as it is written, before anything is known of its opcodes.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace cudasim::ptx {

// The text cannot be understood; the message names the line.
class SyntaxError : public std::runtime_error {
 public:
  SyntaxError(int line, const std::string& what) : std::runtime_error("line " + std::to_string(line) + ": " + what) {}
};

// How many bytes a value of a type such as ".f32" or ".b8" takes; 0 for ".pred" and for what is no type.
uint32_t bytesOfType(const std::string& type);

struct OperandSyntax {
  enum class Form { NAME, NUMBER, VECTOR, ADDRESS, PAIR, SINK };

  Form form = Form::SINK;
  std::string name;                  // NAME, and the base of an ADDRESS where that is not a number
  bool negated = false;              // !name
  uint64_t bits = 0;                 // NUMBER, and the offset of an ADDRESS
  uint32_t floatBytes = 0;           // of a NUMBER written as a float's bits: 4 or 8; 0 for an integer
  std::vector<OperandSyntax> parts;  // VECTOR {a, b}; PAIR p|q
};

struct StatementSyntax {
  int line;
  std::string guard;  // the predicate's name; empty for none
  bool guardNegated = false;
  std::string opcode;
  std::vector<OperandSyntax> operands;
};

// A register, or a variable in one of the state spaces.
struct Declaration {
  int line;
  std::string space;  // ".reg", ".param", ".shared", ".local", ".const" or ".global"
  std::string type;
  uint32_t alignment = 0;
  std::string name;
  uint64_t bytes = 0;               // of the whole array; 0 for a predicate and for an array of open size
  bool isExternal = false;          // an array of open size: the launch says how big it is
  std::vector<uint8_t> initial;     // as far as it is initialised
};

struct EntrySyntax {
  int line;
  std::string name;
  std::vector<Declaration> parameters;
  uint32_t lanes[3] = {0, 0, 0};  // .maxntid or .reqntid; 0 where neither is there
  std::map<std::string, Declaration> registers;
  std::vector<Declaration> variables;
  std::vector<StatementSyntax> statements;
  std::map<std::string, size_t> labels;  // the statement that each stands before

  uint32_t mostLanes() const { return lanes[0] * lanes[1] * lanes[2]; }
};

struct ModuleSyntax {
  int version = 0;  // 70 for .version 7.0
  int target = 0;   // 75 for sm_75
  std::vector<Declaration> variables;
  std::vector<EntrySyntax> entries;

  // Of the module's variables too, whether or not the entry names them.
  uint32_t sharedBytesOf(const EntrySyntax& entry) const;
};

}  // namespace cudasim::ptx

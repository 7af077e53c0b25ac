#include "assembler.h"

#include <algorithm>
#include <map>
#include <utility>

#include "../device.h"
#include "address_space.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

using Form = OperandSyntax::Form;

constexpr uint32_t VALUE_ALIGNMENT = 64;  // a cache line

const std::map<std::string, SpecialRegister> SPECIAL_REGISTERS = {
    {"%tid.x", SpecialRegister::LANE_X},         {"%tid.y", SpecialRegister::LANE_Y},
    {"%tid.z", SpecialRegister::LANE_Z},         {"%ntid.x", SpecialRegister::LANES_X},
    {"%ntid.y", SpecialRegister::LANES_Y},       {"%ntid.z", SpecialRegister::LANES_Z},
    {"%ctaid.x", SpecialRegister::GROUP_X},      {"%ctaid.y", SpecialRegister::GROUP_Y},
    {"%ctaid.z", SpecialRegister::GROUP_Z},      {"%nctaid.x", SpecialRegister::GROUPS_X},
    {"%nctaid.y", SpecialRegister::GROUPS_Y},    {"%nctaid.z", SpecialRegister::GROUPS_Z},
    {"%laneid", SpecialRegister::LANE_OF_WARP},  {"%warpid", SpecialRegister::WARP_OF_GROUP},
    {"%lanemask_eq", SpecialRegister::MASK_EQ},  {"%lanemask_lt", SpecialRegister::MASK_LT},
    {"%lanemask_le", SpecialRegister::MASK_LE},  {"%lanemask_gt", SpecialRegister::MASK_GT},
    {"%lanemask_ge", SpecialRegister::MASK_GE},
};

bool allows(const std::vector<int64_t>& literals, int64_t given) {
  return literals.empty() || std::find(literals.begin(), literals.end(), given) != literals.end();
}

// "mov" with a vector is another operation: see moves.cpp.
std::string operationOf(const StatementSyntax& statement) {
  const std::string& name = statement.opcode;
  if (name.compare(0, 4, "mov.") != 0 || statement.operands.size() != 2) return name;
  auto braces = [](const OperandSyntax& operand) { return "{" + std::to_string(operand.parts.size()) + "}"; };
  if (statement.operands[0].form == Form::VECTOR) return "mov" + braces(statement.operands[0]) + name.substr(3);
  if (statement.operands[1].form == Form::VECTOR) return braces(statement.operands[1]) + name;
  return name;
}

class Assembler {
 public:
  Assembler(const ModuleSyntax& module, const EntrySyntax& entry) : entry_(entry), program_(new Program()) {
    program_->name = entry.name;
    for (const auto& each : entry.registers) registers_[each.first] = newRegister(bytesOfType(each.second.type));
    for (const Declaration& each : entry.parameters) addParameter(each);
    for (const Declaration& each : module.variables) addVariable(each);
    for (const Declaration& each : entry.variables) addVariable(each);
    addOpenShared();
    const uint32_t sharedBytes = module.sharedBytesOf(entry);
    if (sharedBytes > LOCAL_MEMORY_BYTES) {
      throw SyntaxError(entry.line, entry.name + " has " + std::to_string(sharedBytes) +
                                        " bytes of shared memory, and there are " +
                                        std::to_string(LOCAL_MEMORY_BYTES));
    }
  }

  std::shared_ptr<const Program> program() {
    for (const StatementSyntax& each : entry_.statements) program_->code.push_back(instruction(each));
    // Where the text ends, the lanes do.
    Instruction end;
    end.flow = Flow::EXIT;
    end.opcode = "ret";
    program_->code.push_back(end);
    return program_;
  }

 private:
  struct Variable {
    std::string space;
    uint32_t offset;
  };

  Register newRegister(uint32_t bytes) {
    Register made;
    made.bytes = static_cast<uint8_t>(bytes);
    made.number = program_->registerCount++;
    made.offset = program_->valueBytes;
    uint32_t size = bytes == 0 ? sizeof(LaneMask) : bytes * WARP_SIZE;
    program_->valueBytes = roundUp(program_->valueBytes + size, bytes == 0 ? 8 : VALUE_ALIGNMENT);
    return made;
  }

  void addParameter(const Declaration& parameter) {
    uint32_t offset = program_->parameters.add(parameter.name, parameter.bytes, parameter.alignment);
    variables_[parameter.name] = {parameter.space, offset};
  }

  void addVariable(const Declaration& variable) {
    uint32_t offset = 0;
    if (variable.isExternal) {
      openShared_ = &variable;
      return;
    }
    if (variable.space == ".shared") {
      offset = program_->shared.add(variable.name, variable.bytes, variable.alignment);
    } else if (variable.space == ".local") {
      offset = program_->local.add(variable.name, variable.bytes, variable.alignment);
    } else if (variable.space == ".const") {
      offset = program_->constantLayout.add(variable.name, variable.bytes, variable.alignment);
      program_->constants.resize(program_->constantLayout.bytes);
      std::copy(variable.initial.begin(), variable.initial.end(), program_->constants.begin() + offset);
    } else {
      throw SyntaxError(variable.line, "variables in " + variable.space + " are not interpreted");
    }
    variables_[variable.name] = {variable.space, offset};
  }

  // Behind all others, since its size is known late.
  void addOpenShared() {
    if (openShared_ == nullptr) return;
    uint32_t offset = program_->shared.add(openShared_->name, 0, openShared_->alignment);
    variables_[openShared_->name] = {".shared", offset};
    program_->hasOpenShared = true;
  }

  Instruction instruction(const StatementSyntax& statement) {
    statement_ = &statement;
    std::string operation = operationOf(statement);
    opcode_ = OpcodeTable::instance().find(operation);
    if (opcode_ == nullptr) throw SyntaxError(statement.line, "the opcode " + statement.opcode + " is not known");
    Instruction made;
    made.execute = opcode_->execute;
    made.flow = opcode_->flow;
    made.passesPoison = opcode_->passesPoison;
    made.literal = opcode_->literal;
    made.line = statement.line;
    made.opcode = statement.opcode;
    addresses_ = 0;
    if (!statement.guard.empty()) {
      made.guarded = true;
      made.guard = registerOf(statement.guard, {OperandForm::SOURCE, 0});
      made.guard.negated = statement.guardNegated;
    }
    if (operation.find(".nc") != std::string::npos) program_->readsNonCoherently = true;
    size_t given = statement.operands.size();
    size_t most = opcode_->forms.size();
    if (given != most && !(opcode_->lastIsOptional && given + 1 == most)) {
      fail("takes " + std::to_string(most) + " operands, not " + std::to_string(given));
    }
    for (size_t i = 0; i < given; i++) addOperand(made, statement.operands[i], opcode_->forms[i]);
    // A pair p|q moves what is behind it.
    if (opcode_->members >= 0) made.members = static_cast<int8_t>(opcode_->members + (made.targets > 1 ? 1 : 0));
    return made;
  }

  void addOperand(Instruction& made, const OperandSyntax& operand, const OperandForm& form) {
    switch (form.kind) {
      case OperandForm::TARGET:
      case OperandForm::SOURCE:
        addValues(made, operand, form);
        break;
      case OperandForm::TARGET_PAIR:
        if (operand.form == Form::PAIR) {
          append(made, targetRegister(operand.parts[0], form), true);
          append(made, targetRegister(operand.parts[1], {OperandForm::TARGET, 0}), true);
        } else {
          append(made, targetRegister(operand, form), true);
        }
        break;
      case OperandForm::ADDRESS:
        addAddress(made, operand, form);
        break;
      case OperandForm::LABEL: {
        auto label = entry_.labels.find(operand.name);
        if (label == entry_.labels.end()) fail("goes to " + operand.name + ", which is no label");
        made.branchTarget = static_cast<uint32_t>(label->second);
        break;
      }
      case OperandForm::LITERAL:
        if (operand.form != Form::NUMBER) fail("takes a number, not " + operand.name);
        made.literal = static_cast<int64_t>(operand.bits);
        if (!allows(opcode_->literals, made.literal)) fail("does not take " + std::to_string(made.literal));
        break;
    }
  }

  void addValues(Instruction& made, const OperandSyntax& operand, const OperandForm& form) {
    bool isTarget = form.kind == OperandForm::TARGET;
    auto one = [&](const OperandSyntax& each) {
      append(made, isTarget ? targetRegister(each, form) : sourceRegister(each, form), isTarget);
    };
    if (form.count == 0) {
      one(operand);
      return;
    }
    if (operand.form != Form::VECTOR || operand.parts.size() != form.count) {
      fail("takes a vector of " + std::to_string(form.count));
    }
    for (const OperandSyntax& each : operand.parts) one(each);
  }

  void append(Instruction& made, const Register& which, bool isTarget) {
    if (made.operands == MOST_OPERANDS) fail("has too many operands");
    made.operand[made.operands++] = which;
    if (isTarget) made.targets++;
  }

  Register targetRegister(const OperandSyntax& operand, const OperandForm& form) {
    if (operand.form == Form::SINK) return newRegister(form.bytes);
    if (operand.form != Form::NAME || operand.negated) fail("writes to what is no register");
    return registerOf(operand.name, form);
  }

  Register sourceRegister(const OperandSyntax& operand, const OperandForm& form) {
    if (operand.form == Form::NUMBER) return number(operand, form.bytes);
    if (operand.form != Form::NAME) fail("reads what is no register and no number");
    if (registers_.count(operand.name) != 0) {
      Register found = registerOf(operand.name, form);
      found.negated = operand.negated;
      if (operand.negated && form.bytes != 0) fail("negates " + operand.name + ", which is no predicate");
      return found;
    }
    auto special = SPECIAL_REGISTERS.find(operand.name);
    if (special != SPECIAL_REGISTERS.end()) return specialRegister(special->second, form.bytes);
    if (operand.name == "WARP_SZ") return prefilled(form.bytes, WARP_SIZE);
    auto variable = variables_.find(operand.name);
    if (variable == variables_.end()) fail("reads " + operand.name + ", which is not declared");
    return prefilled(form.bytes, variable->second.offset);
  }

  Register number(const OperandSyntax& operand, uint8_t bytes) {
    if (operand.floatBytes > bytes) fail("takes a number of " + std::to_string(bytes) + " bytes");
    uint64_t kept = bytes == 0 || bytes == 8 ? operand.bits : operand.bits & ((1ull << (8 * bytes)) - 1);
    return prefilled(bytes, kept);
  }

  Register registerOf(const std::string& name, const OperandForm& form) {
    auto found = registers_.find(name);
    if (found == registers_.end()) fail("names " + name + ", which is no register");
    uint8_t bytes = found->second.bytes;
    bool fits = bytes == form.bytes || (form.widens && bytes > form.bytes) ||
                (form.kind == OperandForm::ADDRESS && (bytes == 4 || bytes == 8));
    if (!fits) {
      fail("has " + name + " of " + std::to_string(bytes) + " bytes where it takes " + std::to_string(form.bytes));
    }
    return found->second;
  }

  void addAddress(Instruction& made, const OperandSyntax& operand, const OperandForm& form) {
    if (operand.form != Form::ADDRESS) fail("takes an address in brackets");
    if (addresses_ == 2) fail("has too many addresses");
    made.offset[addresses_++] = operand.bits;
    if (operand.name.empty()) {
      append(made, prefilled(8, 0), false);
    } else if (registers_.count(operand.name) != 0) {
      append(made, registerOf(operand.name, form), false);
    } else {
      auto variable = variables_.find(operand.name);
      if (variable == variables_.end()) fail("reads " + operand.name + ", which is not declared");
      if (variable->second.space != form.space) {
        fail("does not reach " + operand.name + " in " + variable->second.space);
      }
      append(made, prefilled(8, variable->second.offset), false);
    }
  }

  Register prefilled(uint8_t bytes, uint64_t bits) {
    auto known = numbers_.find({bytes, bits});
    if (known != numbers_.end()) return known->second;
    Register made = newRegister(bytes);
    program_->prefilled.push_back({made, bits});
    numbers_[{bytes, bits}] = made;
    return made;
  }

  Register specialRegister(SpecialRegister which, uint8_t bytes) {
    auto known = specials_.find({bytes, which});
    if (known != specials_.end()) return known->second;
    Register made = newRegister(bytes);
    program_->prefilled.push_back({made, 0, which});
    specials_[{bytes, which}] = made;
    return made;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw SyntaxError(statement_->line, statement_->opcode + " " + what);
  }

  const EntrySyntax& entry_;
  std::shared_ptr<Program> program_;
  std::map<std::string, Register> registers_;
  std::map<std::string, Variable> variables_;
  std::map<std::pair<uint8_t, uint64_t>, Register> numbers_;
  std::map<std::pair<uint8_t, SpecialRegister>, Register> specials_;
  const Declaration* openShared_ = nullptr;

  // Of the statement at hand.
  const StatementSyntax* statement_ = nullptr;
  const Opcode* opcode_ = nullptr;
  int addresses_ = 0;
};

}  // namespace

std::shared_ptr<const Program> assemble(const ModuleSyntax& module, const EntrySyntax& entry) {
  return Assembler(module, entry).program();
}

}  // namespace cudasim::ptx

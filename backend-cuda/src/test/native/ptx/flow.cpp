// Branches, ends and barriers. The group does what they ask for.
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

Opcode flow(Flow kind, std::vector<OperandForm> forms = {}) {
  Opcode opcode{nullptr, std::move(forms), kind};
  return opcode;
}

}  // namespace

void addFlow(OpcodeTable& table) {
  const std::vector<OperandForm> label = {{OperandForm::LABEL, 0}};
  table.add("bra", flow(Flow::BRANCH, label));
  table.add("bra.uni", flow(Flow::BRANCH, label));
  table.add("ret", flow(Flow::EXIT));
  table.add("exit", flow(Flow::EXIT));

  // Of all lanes of the group. A barrier of some of them, which would take a second number, is not interpreted.
  for (const char* name : {"bar.sync", "barrier.sync", "barrier.sync.aligned"}) {
    table.add(name, flow(Flow::BARRIER, {LITERAL}));
  }

  // Memory is seen by all lanes as soon as it is written.
  for (const char* name : {"membar.cta", "membar.gl", "fence.acq_rel.cta", "fence.acq_rel.gpu"}) {
    table.add(name, flow(Flow::NOTHING));
  }
}

}  // namespace cudasim::ptx

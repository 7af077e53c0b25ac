// From the syntax of an entry to a program.
#pragma once

#include <memory>

#include "program.h"
#include "syntax.h"

namespace cudasim::ptx {

// Throws a SyntaxError that names the line where an opcode is unknown or an operand does not fit it.
std::shared_ptr<const Program> assemble(const ModuleSyntax& module, const EntrySyntax& entry);

}  // namespace cudasim::ptx

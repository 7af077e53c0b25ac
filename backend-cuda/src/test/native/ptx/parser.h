// From PTX text to its syntax.
#pragma once

#include <string>

#include "syntax.h"

namespace cudasim::ptx {

// Throws a SyntaxError where the text is not PTX.
ModuleSyntax parse(const std::string& text);

}  // namespace cudasim::ptx

// The words of PTX text.
#pragma once

#include <string>
#include <vector>

namespace cudasim::ptx {

struct Token {
  std::string text;  // a name, directive, opcode or number whole; any other character by itself; empty at the end
  int line;

  bool is(const char* expected) const { return text == expected; }
  bool isNumber() const;
  bool isDirective() const { return text.size() > 1 && text[0] == '.'; }
};

// Comments and strings are left out. The last token is the empty one.
std::vector<Token> tokenise(const std::string& text);

}  // namespace cudasim::ptx

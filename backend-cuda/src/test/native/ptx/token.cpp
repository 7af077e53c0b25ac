#include "token.h"

#include <algorithm>
#include <cctype>

namespace cudasim::ptx {
namespace {

bool isWordCharacter(char c) {
  return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '$' || c == '%';
}

// The index behind the word that starts here. "::" belongs to the word, as in ".L1::no_allocate".
size_t endOfWord(const std::string& text, size_t start) {
  size_t end = start;
  while (end < text.size()) {
    if (isWordCharacter(text[end])) {
      end++;
    } else if (text.compare(end, 2, "::") == 0) {
      end += 2;
    } else {
      break;
    }
  }
  return end;
}

// The index behind the comment or string that starts here, or `start` where none does.
size_t endOfSkipped(const std::string& text, size_t start) {
  size_t end = start;
  if (text.compare(start, 2, "//") == 0) {
    end = text.find('\n', start);
  } else if (text.compare(start, 2, "/*") == 0) {
    end = text.find("*/", start + 2);
    if (end != std::string::npos) end += 2;
  } else if (text[start] == '"') {
    end = text.find('"', start + 1);
    if (end != std::string::npos) end++;
  }
  return std::min(end, text.size());
}

}  // namespace

bool Token::isNumber() const { return !text.empty() && isdigit(static_cast<unsigned char>(text[0])); }

std::vector<Token> tokenise(const std::string& text) {
  std::vector<Token> tokens;
  int line = 1;
  for (size_t i = 0; i < text.size();) {
    size_t end = endOfSkipped(text, i);
    bool skipped = end != i;
    if (!skipped) end = isWordCharacter(text[i]) ? endOfWord(text, i) : i + 1;
    if (!skipped && !isspace(static_cast<unsigned char>(text[i]))) tokens.push_back({text.substr(i, end - i), line});
    for (size_t each = i; each < end; each++) line += text[each] == '\n' ? 1 : 0;
    i = end;
  }
  tokens.push_back({"", line});
  return tokens;
}

}  // namespace cudasim::ptx

#include "ptx.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace cudasim {
namespace {

std::string withoutComments(const std::string& text) {
  std::string bare;
  for (size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "//") == 0) {
      i = text.find('\n', i);
    } else if (text.compare(i, 2, "/*") == 0) {
      i = text.find("*/", i);
      if (i != std::string::npos) i += 2;
    } else {
      bare += text[i++];
    }
    if (i == std::string::npos) break;
  }
  return bare;
}

// The words of a piece of PTX: names, directives and numbers, and each other character by itself.
std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> found;
  for (size_t i = 0; i < text.size();) {
    auto partOfWord = [](char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '$'; };
    if (isspace(static_cast<unsigned char>(text[i]))) {
      i++;
    } else if (partOfWord(text[i])) {
      size_t start = i;
      while (i < text.size() && partOfWord(text[i])) i++;
      found.push_back(text.substr(start, i - start));
    } else {
      found.push_back(std::string(1, text[i++]));
    }
  }
  return found;
}

// 4 for ".f32"; 0 for a word that is no type.
uint32_t bytesOfType(const std::string& word) {
  if (word.size() < 3 || word[0] != '.' || !isdigit(static_cast<unsigned char>(word[2]))) return 0;
  bool type = word[1] == 'u' || word[1] == 's' || word[1] == 'f' || word[1] == 'b';
  return type ? static_cast<uint32_t>(atoi(word.c_str() + 2)) / 8 : 0;
}

// A declaration such as ".param .u64 .ptr .align 1 x" or ".shared .align 4 .b8 tile[1024]": the bytes it takes.
uint32_t bytesOfDeclaration(const std::vector<std::string>& declaration) {
  uint32_t bytes = 0;
  uint32_t count = 1;
  for (size_t i = 0; i < declaration.size(); i++) {
    if (bytes == 0) bytes = bytesOfType(declaration[i]);
    if (declaration[i] == "[" && i + 1 < declaration.size()) {
      count *= static_cast<uint32_t>(atoi(declaration[i + 1].c_str()));
    }
  }
  return bytes * count;
}

std::vector<uint32_t> parseParameters(const std::string& list) {
  std::vector<uint32_t> bytes;
  std::vector<std::string> declaration;
  for (const std::string& word : words(list + ",")) {
    if (word != ",") {
      declaration.push_back(word);
      continue;
    }
    if (!declaration.empty()) bytes.push_back(bytesOfDeclaration(declaration));
    declaration.clear();
  }
  return bytes;
}

// Between the parameters and the body: ".maxntid 16, 16, 1".
uint32_t parseMaxLanes(const std::string& directives) {
  uint32_t lanes = 0;
  bool counting = false;
  for (const std::string& word : words(directives)) {
    if (word == ".maxntid" || word == ".reqntid") {
      counting = true;
      lanes = 1;
    } else if (counting && isdigit(static_cast<unsigned char>(word[0]))) {
      lanes *= static_cast<uint32_t>(atoi(word.c_str()));
    } else if (word != ",") {
      counting = false;
    }
  }
  return lanes;
}

uint32_t parseLocalBytes(const std::string& body) {
  uint32_t bytes = 0;
  for (size_t start = body.find(".shared"); start != std::string::npos; start = body.find(".shared", start + 1)) {
    // An instruction such as st.shared is no declaration.
    if (start > 0 && !isspace(static_cast<unsigned char>(body[start - 1])) && body[start - 1] != '{') continue;
    bytes += bytesOfDeclaration(words(body.substr(start, body.find(';', start) - start)));
  }
  return bytes;
}

size_t endOfBody(const std::string& text, size_t open) {
  int depth = 0;
  for (size_t i = open; i < text.size(); i++) {
    if (text[i] == '{') depth++;
    if (text[i] == '}' && --depth == 0) return i;
  }
  return std::string::npos;
}

}  // namespace

bool parsePtx(const std::string& text, PtxModule* module, std::string* complaint) {
  std::string bare = withoutComments(text);
  size_t version = bare.find(".version");
  size_t target = bare.find(".target");
  int major = 0;
  int minor = 0;
  if (version == std::string::npos || sscanf(bare.c_str() + version, ".version %d.%d", &major, &minor) != 2) {
    *complaint = "no .version";
    return false;
  }
  if (target == std::string::npos || sscanf(bare.c_str() + target, ".target sm_%d", &module->target) != 1) {
    *complaint = "no .target";
    return false;
  }
  module->version = major * 10 + minor;
  for (size_t start = bare.find(".entry"); start != std::string::npos; start = bare.find(".entry", start + 1)) {
    size_t open = bare.find('{', start);
    size_t close = open == std::string::npos ? open : endOfBody(bare, open);
    if (close == std::string::npos) {
      *complaint = "an entry without a body";
      return false;
    }
    std::string head = bare.substr(start, open - start);
    size_t listOpen = head.find('(');
    size_t listClose = head.find(')');
    PtxEntry entry;
    entry.name = words(head)[1];
    if (listOpen != std::string::npos && listClose != std::string::npos) {
      entry.parameterBytes = parseParameters(head.substr(listOpen + 1, listClose - listOpen - 1));
      entry.maxLanes = parseMaxLanes(head.substr(listClose + 1));
    } else {
      entry.maxLanes = parseMaxLanes(head);
    }
    entry.localBytes = parseLocalBytes(bare.substr(open, close - open));
    module->entries.push_back(entry);
  }
  return true;
}

int newestPtxVersion(int driverVersion) {
  // From the release history in NVIDIA's PTX manual.
  static const int RELEASES[][2] = {{10000, 63}, {10010, 64}, {10020, 65}, {11000, 70}, {11010, 71}, {11020, 72},
                                    {11030, 73}, {11040, 74}, {11050, 75}, {11060, 76}, {11070, 77}, {11080, 78},
                                    {12000, 80}, {12010, 81}, {12020, 82}, {12030, 83}, {12040, 84}, {12050, 85},
                                    {12070, 86}, {12080, 87}, {12090, 88}, {13000, 90}};
  int newest = 0;
  for (const auto& release : RELEASES) {
    if (driverVersion >= release[0]) newest = release[1];
  }
  return newest;
}

}  // namespace cudasim

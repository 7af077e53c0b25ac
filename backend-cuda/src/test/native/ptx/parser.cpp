#include "parser.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "token.h"

namespace cudasim::ptx {
namespace {

const std::set<std::string> SPACES = {".reg", ".param", ".shared", ".local", ".const", ".global"};

// What these say is of no interest here.
const std::set<std::string> IGNORED_DIRECTIVES = {".address_size", ".file",         ".loc",
                                                  ".pragma",       ".minnctapersm", ".maxnreg"};

bool isType(const std::string& word) { return word == ".pred" || bytesOfType(word) != 0; }

bool isBranch(const std::string& opcode) { return opcode == "bra" || opcode == "bra.uni"; }

class Parser {
 public:
  explicit Parser(const std::string& text) : tokens_(tokenise(text)) {}

  ModuleSyntax module() {
    while (!token().text.empty()) moduleItem();
    if (module_.version == 0) throw SyntaxError(1, "no .version");
    if (module_.target == 0) throw SyntaxError(1, "no .target");
    return std::move(module_);
  }

 private:
  // Names declared between inner braces get the number of the braces, so that each name is one register.
  struct Scope {
    int number;
    std::set<std::string> names;
  };

  const Token& token() const { return tokens_[at_]; }
  const Token& after() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }

  Token take() {
    Token taken = token();
    if (taken.text.empty()) throw SyntaxError(taken.line, "the text ends here, in the middle");
    at_++;
    return taken;
  }

  bool accept(const char* text) {
    if (!token().is(text)) return false;
    at_++;
    return true;
  }

  void expect(const char* text) {
    if (!accept(text)) {
      throw SyntaxError(token().line, std::string("'") + text + "' is expected, not '" + token().text + "'");
    }
  }

  // A directive ends with its line, or with the semicolon that some have.
  void skipDirective() {
    for (int line = token().line; token().line == line && !token().text.empty();) {
      if (take().is(";")) break;
    }
  }

  void moduleItem() {
    const Token& first = token();
    if (accept(".version")) {
      Token number = take();
      char* minor = nullptr;
      module_.version = static_cast<int>(strtol(number.text.c_str(), &minor, 10)) * 10;
      if (*minor == '.') module_.version += atoi(minor + 1);
    } else if (accept(".target")) {
      Token name = take();
      if (sscanf(name.text.c_str(), "sm_%d", &module_.target) != 1) {
        throw SyntaxError(name.line, ".target " + name.text + " is no architecture");
      }
      if (token().line == name.line) skipDirective();
    } else if (IGNORED_DIRECTIVES.count(first.text) != 0) {
      skipDirective();
    } else if (first.is(".visible") || first.is(".extern") || first.is(".weak")) {
      at_++;
    } else if (accept(".entry")) {
      entry();
    } else if (SPACES.count(first.text) != 0 && !first.is(".reg")) {
      declarations(module_.variables);
    } else {
      throw SyntaxError(first.line, "'" + first.text + "' is not known here");
    }
  }

  void entry() {
    EntrySyntax made;
    Token name = take();
    made.line = name.line;
    made.name = name.text;
    if (accept("(")) {
      while (!accept(")")) {
        made.parameters.push_back(declaration());
        accept(",");
      }
    }
    while (!token().is("{")) entryDirective(made);
    entry_ = &made;
    blocks_ = 0;
    block();
    entry_ = nullptr;
    module_.entries.push_back(std::move(made));
  }

  void entryDirective(EntrySyntax& made) {
    Token directive = take();
    if (directive.is(".maxntid") || directive.is(".reqntid")) {
      for (int d = 0; d < 3; d++) made.lanes[d] = d == 0 || accept(",") ? integerToken() : 1;
    } else if (IGNORED_DIRECTIVES.count(directive.text) != 0) {
      if (token().line == directive.line) skipDirective();
    } else {
      throw SyntaxError(directive.line, "'" + directive.text + "' is not known before a body");
    }
  }

  uint32_t integerToken() {
    Token number = take();
    if (!number.isNumber()) throw SyntaxError(number.line, "a number is expected, not '" + number.text + "'");
    return static_cast<uint32_t>(strtoul(number.text.c_str(), nullptr, 0));
  }

  void block() {
    expect("{");
    scopes_.push_back({blocks_++, {}});
    size_t firstStatement = entry_->statements.size();
    while (!accept("}")) blockItem();
    bindLabels(firstStatement);
    scopes_.pop_back();
  }

  // A branch may come before the label in the same braces that it means, so labels are looked up at their end.
  void bindLabels(size_t firstStatement) {
    const Scope& scope = scopes_.back();
    if (scope.number == 0) return;
    for (size_t i = firstStatement; i < entry_->statements.size(); i++) {
      if (!isBranch(entry_->statements[i].opcode)) continue;
      for (OperandSyntax& each : entry_->statements[i].operands) {
        if (scope.names.count(each.name) != 0) each.name = scopedName(each.name, scope);
      }
    }
  }

  static std::string scopedName(const std::string& name, const Scope& scope) {
    return scope.number == 0 ? name : name + "#" + std::to_string(scope.number);
  }

  std::string resolved(const std::string& name) const {
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (scope->names.count(name) != 0) return scopedName(name, *scope);
    }
    return name;
  }

  std::string declared(const std::string& name) {
    if (!scopes_.back().names.insert(name).second) throw SyntaxError(token().line, name + " is declared twice");
    return scopedName(name, scopes_.back());
  }

  void blockItem() {
    const Token& first = token();
    if (first.is("{")) {
      block();
    } else if (IGNORED_DIRECTIVES.count(first.text) != 0) {
      skipDirective();
    } else if (SPACES.count(first.text) != 0) {
      declarations(entry_->variables);
    } else if (first.isDirective()) {
      throw SyntaxError(first.line, "'" + first.text + "' is not known in a body");
    } else if (after().is(":")) {
      std::string name = declared(take().text);
      expect(":");
      entry_->labels[name] = entry_->statements.size();
    } else {
      statement();
    }
  }

  // One line, which may declare several: ".reg .f32 %f<75>, %sum;".
  void declarations(std::vector<Declaration>& variables) {
    Declaration model = declaration();
    for (;;) {
      if (model.space != ".reg") {
        if (entry_ != nullptr) model.name = declared(model.name);
        variables.push_back(model);
      } else if (accept("<")) {
        uint32_t count = integerToken();
        expect(">");
        for (uint32_t i = 0; i < count; i++) declareRegister(model, model.name + std::to_string(i));
      } else {
        declareRegister(model, model.name);
      }
      if (!accept(",")) break;
      model.name = take().text;
      arraySize(model);
    }
    expect(";");
  }

  void declareRegister(Declaration model, const std::string& name) {
    model.name = declared(name);
    entry_->registers[model.name] = model;
  }

  // ".param .u64 .ptr .align 1 x", ".shared .align 4 .b8 tile[1024]", ".const .f32 table[2] = {0f3F800000, 1}".
  Declaration declaration() {
    Declaration made;
    made.line = token().line;
    made.space = take().text;
    if (SPACES.count(made.space) == 0) throw SyntaxError(made.line, "'" + made.space + "' is no state space");
    while (token().isDirective()) {
      Token word = take();
      if (word.is(".align")) {
        made.alignment = integerToken();
      } else if (isType(word.text)) {
        made.type = word.text;
      } else if (!word.is(".ptr") && SPACES.count(word.text) == 0) {  // these say what a pointer points to
        throw SyntaxError(word.line, "'" + word.text + "' is not known in a declaration");
      }
    }
    made.name = take().text;
    if (made.type.empty()) throw SyntaxError(made.line, made.name + " has no type");
    arraySize(made);
    if (accept("=")) initialValue(made);
    return made;
  }

  void arraySize(Declaration& of) {
    of.bytes = bytesOfType(of.type);
    of.isExternal = false;
    while (accept("[")) {
      if (accept("]")) {
        of.bytes = 0;
        of.isExternal = true;
      } else {
        of.bytes *= integerToken();
        expect("]");
      }
    }
    if (of.alignment == 0) of.alignment = bytesOfType(of.type);
  }

  void initialValue(Declaration& of) {
    bool list = accept("{");
    do {
      OperandSyntax value = number();
      uint64_t bits = value.bits;
      for (uint32_t i = 0; i < bytesOfType(of.type); i++) of.initial.push_back(static_cast<uint8_t>(bits >> (8 * i)));
    } while (list && accept(","));
    if (list) expect("}");
    if (of.initial.size() > of.bytes) throw SyntaxError(of.line, of.name + " has more initial values than elements");
  }

  void statement() {
    StatementSyntax made;
    made.line = token().line;
    if (accept("@")) {
      made.guardNegated = accept("!");
      made.guard = resolved(take().text);
    }
    made.opcode = take().text;
    while (!accept(";")) {
      made.operands.push_back(isBranch(made.opcode) ? label() : operand());
      if (!token().is(";")) expect(",");
    }
    entry_->statements.push_back(std::move(made));
  }

  OperandSyntax label() {
    OperandSyntax made;
    made.form = OperandSyntax::Form::NAME;
    made.name = take().text;
    return made;
  }

  OperandSyntax operand() {
    OperandSyntax made = simpleOperand();
    if (!accept("|")) return made;
    OperandSyntax pair;
    pair.form = OperandSyntax::Form::PAIR;
    pair.parts = {made, simpleOperand()};
    return pair;
  }

  OperandSyntax simpleOperand() {
    if (token().is("{")) return vector();
    if (token().is("[")) return address();
    if (token().isNumber() || token().is("-")) return number();
    OperandSyntax made;
    made.negated = accept("!");
    std::string name = take().text;
    if (name == "_") return made;
    made.form = OperandSyntax::Form::NAME;
    made.name = resolved(name);
    return made;
  }

  OperandSyntax vector() {
    OperandSyntax made;
    made.form = OperandSyntax::Form::VECTOR;
    expect("{");
    do made.parts.push_back(simpleOperand());
    while (accept(","));
    expect("}");
    return made;
  }

  OperandSyntax address() {
    OperandSyntax made;
    made.form = OperandSyntax::Form::ADDRESS;
    expect("[");
    if (token().isNumber()) {
      made.bits = number().bits;
    } else {
      made.name = resolved(take().text);
      if (accept("+") || token().is("-")) made.bits = number().bits;
    }
    expect("]");
    return made;
  }

  // 12, -3, 0x1F, 7U, and the bits of a float: 0f3F800000, 0d3FF0000000000000.
  OperandSyntax number() {
    OperandSyntax made;
    made.form = OperandSyntax::Form::NUMBER;
    bool negative = accept("-");
    Token digits = take();
    const char* text = digits.text.c_str();
    bool isFloat = digits.text.size() > 2 && text[0] == '0' && strchr("fFdD", text[1]) != nullptr;
    char* end = nullptr;
    made.bits = isFloat ? strtoull(text + 2, &end, 16) : strtoull(text, &end, 0);
    if (isFloat) made.floatBytes = strchr("fF", text[1]) != nullptr ? 4 : 8;
    if (*end == 'U') end++;
    if (*end != '\0' || !digits.isNumber()) throw SyntaxError(digits.line, "'" + digits.text + "' is no number");
    if (negative) made.bits = ~made.bits + 1;
    return made;
  }

  std::vector<Token> tokens_;
  size_t at_ = 0;
  int blocks_ = 0;
  ModuleSyntax module_;
  EntrySyntax* entry_ = nullptr;
  std::vector<Scope> scopes_;
};

}  // namespace

uint32_t bytesOfType(const std::string& type) {
  if (type == ".bf16") return 2;
  if (type.size() < 3 || type[0] != '.' || strchr("busf", type[1]) == nullptr) return 0;
  int bits = atoi(type.c_str() + 2);
  bool known = bits == 8 || bits == 16 || bits == 32 || bits == 64;
  return known && type == std::string(type, 0, 2) + std::to_string(bits) ? static_cast<uint32_t>(bits) / 8 : 0;
}

uint32_t ModuleSyntax::sharedBytesOf(const EntrySyntax& entry) const {
  uint64_t bytes = 0;
  for (const auto* of : {&variables, &entry.variables}) {
    for (const Declaration& each : *of) {
      if (each.space == ".shared") bytes += each.bytes;
    }
  }
  return static_cast<uint32_t>(bytes);
}

ModuleSyntax parse(const std::string& text) { return Parser(text).module(); }

}  // namespace cudasim::ptx

// Integer arithmetic wraps, and rounds quotients towards zero.
#pragma once

#include "ptx_integers.h"

namespace {

// Exact, as far as the low 128 bits say: all that the bits of a result depend on.
Number product(Number a, Number b) { return static_cast<Number>(static_cast<Bits>(a) * static_cast<Bits>(b)); }
Number sum(Number a, Number b) { return static_cast<Number>(static_cast<Bits>(a) + static_cast<Bits>(b)); }

using Operation = Number (*)(const IntegerType& type, Number a, Number b, Number c);

// "op.type %r0, %r1, ..." for all types, with as many sources as said.
void expectOperation(const std::string& name, int sources, Operation exact, const std::vector<IntegerType>& types) {
  for (const IntegerType& type : types) {
    const std::string stem = registerOf(type.bits);
    std::string body = name + type.name + " " + stem + "0";
    for (int i = 1; i <= sources; i++) body += ", " + stem + std::to_string(i);
    const std::vector<Row> rows = rowsOf(type.bits);
    std::vector<uint64_t> expected;
    for (const Row& row : rows) {
      expected.push_back(type.kept(exact(type, type.valueOf(row[0]), type.valueOf(row[1]), type.valueOf(row[2]))));
    }
    expectRows(body + ";" + widened(type.bits), rows, expected);
  }
}

// mul.wide and mad.wide: the result, and what is added, are of twice the width.
void expectWideProducts() {
  for (const IntegerType& type : INTEGERS) {
    if (type.bits == 64) continue;
    const IntegerType wide = {"", 2 * type.bits, type.isSigned};
    const std::string narrow = registerOf(type.bits);
    const std::string broad = registerOf(wide.bits);
    const std::vector<Row> rows = rowsOf(type.bits);
    std::vector<uint64_t> products, sums;
    for (const Row& row : rows) {
      const Number exact = product(type.valueOf(row[0]), type.valueOf(row[1]));
      products.push_back(wide.kept(exact));
      sums.push_back(wide.kept(exact + wide.valueOf(row[2])));
    }
    const std::string operands = type.name + " " + broad + "0, " + narrow + "1, " + narrow + "2";
    expectRows("mul.wide" + operands + ";" + widened(wide.bits), rows, products);
    expectRows("mad.wide" + operands + ", " + broad + "3;" + widened(wide.bits), rows, sums);
  }
}

// Without a divisor of zero, which faults. The least number divided by -1 wraps.
void expectQuotients() {
  for (const IntegerType& type : INTEGERS) {
    std::vector<Row> rows;
    std::vector<uint64_t> quotients, remainders;
    for (const Row& row : rowsOf(type.bits)) {
      if (row[1] == 0) continue;
      rows.push_back(row);
      const Number a = type.valueOf(row[0]), b = type.valueOf(row[1]);
      quotients.push_back(type.kept(a / b));
      remainders.push_back(type.kept(a % b));
    }
    const std::string stem = registerOf(type.bits);
    const std::string operands = type.name + " " + stem + "0, " + stem + "1, " + stem + "2;" + widened(type.bits);
    expectRows("div" + operands, rows, quotients);
    expectRows("rem" + operands, rows, remainders);
  }
}

void integersCompute() {
  InterpretingDevice device;
  using Type = const IntegerType&;
  std::vector<IntegerType> ofSign;
  for (Type type : INTEGERS) {
    if (type.isSigned) ofSign.push_back(type);
  }
  expectOperation("add", 2, [](Type, Number a, Number b, Number) { return a + b; }, INTEGERS);
  expectOperation("sub", 2, [](Type, Number a, Number b, Number) { return a - b; }, INTEGERS);
  expectOperation("mul.lo", 2, [](Type, Number a, Number b, Number) { return product(a, b); }, INTEGERS);
  expectOperation("mul.hi", 2, [](Type t, Number a, Number b, Number) { return product(a, b) >> t.bits; }, INTEGERS);
  expectOperation("mad.lo", 3, [](Type, Number a, Number b, Number c) { return sum(product(a, b), c); }, INTEGERS);
  expectOperation("mad.hi", 3, [](Type t, Number a, Number b, Number c) { return (product(a, b) >> t.bits) + c; },
                  INTEGERS);
  expectOperation("min", 2, [](Type, Number a, Number b, Number) { return a < b ? a : b; }, INTEGERS);
  expectOperation("max", 2, [](Type, Number a, Number b, Number) { return a > b ? a : b; }, INTEGERS);
  expectOperation("neg", 1, [](Type, Number a, Number, Number) { return -a; }, ofSign);
  expectOperation("abs", 1, [](Type, Number a, Number, Number) { return a < 0 ? -a : a; }, ofSign);
  expectWideProducts();
  expectQuotients();
}

}  // namespace

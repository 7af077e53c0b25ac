// cvt between integers: the source's low bits count, the result is cut or clamped, and fills a wider register.
#pragma once

#include "ptx_integers.h"

namespace {

void integersAreConverted() {
  InterpretingDevice device;
  std::vector<IntegerType> types = BYTES;
  types.insert(types.end(), INTEGERS.begin(), INTEGERS.end());
  const IntegerType whole = {"", 64, false};
  for (const IntegerType& from : types) {
    std::vector<Row> rows;
    for (uint64_t value : edgesOf(from.bits)) rows.push_back({value | ~uint64_t{0} << 1 << (from.bits - 1), 0, 0, 0});
    for (uint64_t value : edgesOf(16)) rows.push_back({value, 0, 0, 0});
    for (const IntegerType& to : types) {
      for (bool saturates : {false, true}) {
        std::vector<uint64_t> narrow, wide;
        const IntegerType ofRegister = {"", to.bits <= 16 ? 16 : to.bits, false};
        for (const Row& row : rows) {
          const Number value = from.valueOf(row[0]);
          const Number converted = to.valueOf(to.kept(saturates ? to.clamped(value) : value));
          narrow.push_back(ofRegister.kept(converted));
          wide.push_back(whole.kept(converted));
        }
        const std::string name = std::string("cvt") + (saturates ? ".sat" : "") + to.name + from.name;
        expectRows(name + " " + registerOf(to.bits) + "0, " + registerOf(from.bits) + "1;" + widened(to.bits), rows,
                   narrow);
        expectRows(name + " %rd0, %rd1;", rows, wide);
      }
    }
  }
}

}  // namespace

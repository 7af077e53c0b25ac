// Integer types as the ISA has them, their values as mathematics has them, and values at the edges of a type.
#pragma once

#include <vector>

#include "ptx_kernels.h"

namespace {

using Number = __int128;
using Bits = unsigned __int128;

struct IntegerType {
  std::string name;
  int bits;
  bool isSigned;

  uint64_t kept(Number value) const {
    return static_cast<uint64_t>(static_cast<Bits>(value) & ((Bits{1} << bits) - 1));
  }
  // What a pattern of bits, of which only the low ones count, stands for.
  Number valueOf(uint64_t pattern) const {
    const Number low = kept(pattern);
    return isSigned && (low >> (bits - 1)) != 0 ? low - (Number{1} << bits) : low;
  }
  Number least() const { return isSigned ? -(Number{1} << (bits - 1)) : 0; }
  Number most() const { return (Number{1} << (isSigned ? bits - 1 : bits)) - 1; }
  Number clamped(Number value) const { return value < least() ? least() : value > most() ? most() : value; }
};

const std::vector<IntegerType> BYTES = {{".u8", 8, false}, {".s8", 8, true}};
const std::vector<IntegerType> INTEGERS = {{".u16", 16, false}, {".s16", 16, true},  {".u32", 32, false},
                                           {".s32", 32, true},  {".u64", 64, false}, {".s64", 64, true}};
const std::vector<IntegerType> BIT_TYPES = {{".b16", 16, false}, {".b32", 32, false}, {".b64", 64, false}};

std::vector<uint64_t> edgesOf(int bits) {
  const uint64_t all = bits == 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
  const uint64_t sign = all / 2 + 1;
  const uint64_t half = uint64_t{1} << (bits / 2);
  return {0, 1, 2, 3, 10, half - 1, half, half + 1, sign - 2, sign - 1, sign, sign + 1, all - 6, all - 1, all,
          0x5a3c96f10f2d7b48u & all};
}

// Each pair of edges, and a third operand that goes through them as well.
std::vector<Row> rowsOf(int bits) {
  const std::vector<uint64_t> edges = edgesOf(bits);
  std::vector<Row> rows;
  for (size_t i = 0; i < edges.size(); i++) {
    for (size_t j = 0; j < edges.size(); j++) {
      rows.push_back({edges[i], edges[j], edges[(3 * i + 5 * j) % edges.size()], edges[(i + j) % edges.size()]});
    }
  }
  return rows;
}

}  // namespace

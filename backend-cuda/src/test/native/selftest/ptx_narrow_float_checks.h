// Halves, bfloat16 and TF32. The patterns of a format's positive numbers are in order, so that what lies between two
// neighbours has to become one of them, and what is beyond the greatest becomes the next pattern, infinity.
#pragma once

#include "ptx_floats.h"

namespace {

// What a positive half stands for; infinity as the number after the greatest.
double valueOfHalf(uint64_t pattern) {
  const int exponent = static_cast<int>(pattern >> 10);
  const double fraction = static_cast<double>(pattern & 1023);
  return exponent == 0 ? fraction * 0x1p-24 : std::ldexp(1024.0 + fraction, exponent - 25);
}

double valueOfBfloat(uint64_t pattern) {
  return pattern == 0x7f80 ? 0x1p128 : static_cast<double>(floatOf(pattern << 16));
}

struct Narrow {
  uint64_t infinity;
  double (*value)(uint64_t pattern);
};
const Narrow HALF = {0x7c00, valueOfHalf};
const Narrow BFLOAT = {0x7f80, valueOfBfloat};

// Some numbers of the format, the middle above each, and what lies just beside the middle.
void expectNarrowing(const std::string& body, const Narrow& format) {
  std::vector<Row> rows;
  std::vector<uint64_t> expected;
  for (uint64_t pattern = 0; pattern < format.infinity; pattern++) {
    // All that are near the ends, and few of the others.
    if (pattern > 4 && pattern < format.infinity - 40 && pattern % 29 != 0) continue;
    const float own = static_cast<float>(format.value(pattern));
    const float middle = static_cast<float>((format.value(pattern) + format.value(pattern + 1)) / 2);
    const uint64_t even = pattern + pattern % 2;
    for (uint64_t sign : {uint64_t{0}, SIGN}) {
      for (const auto& each : {std::make_pair(own, pattern), std::make_pair(middle, even),
                               std::make_pair(std::nextafterf(middle, 0.0f), pattern),
                               std::make_pair(std::nextafterf(middle, INFINITY), pattern + 1)}) {
        rows.push_back({bitsOf(each.first) | sign, 0, 0, 0});
        expected.push_back(each.second | sign >> 16);
      }
    }
  }
  for (uint64_t sign : {uint64_t{0}, SIGN}) {
    rows.push_back({INFINITE | sign, 0, 0, 0});
    expected.push_back(format.infinity | sign >> 16);
    rows.push_back({0x7f7fffffu | sign, 0, 0, 0});
    expected.push_back(format.infinity | sign >> 16);
    rows.push_back({0x7f800001u | sign, 0, 0, 0});
    expected.push_back(0x7fff);
  }
  expectRows(body, rows, expected);
}

void expectWidening() {
  std::vector<Row> halves, bfloats;
  std::vector<uint64_t> ofHalves, ofBfloats;
  for (uint64_t pattern = 0; pattern <= 0xffff; pattern++) {
    const uint64_t sign = (pattern & 0x8000) << 16;
    const uint64_t magnitude = pattern & 0x7fff;
    halves.push_back({pattern, 0, 0, 0});
    ofHalves.push_back(magnitude > 0x7c00   ? CANONICAL_NAN
                       : magnitude == 0x7c00 ? INFINITE | sign
                                             : bitsOf(static_cast<float>(valueOfHalf(magnitude))) | sign);
    if (magnitude > 0x7f80) continue;  // what becomes of the bits of NaN is left open
    bfloats.push_back({pattern, 0, 0, 0});
    ofBfloats.push_back(pattern << 16);
  }
  expectRows("cvt.f32.f16 %r0, %h1;" + widened(32), halves, ofHalves);
  expectRows("cvt.f32.bf16 %r0, %h1;" + widened(32), bfloats, ofBfloats);
}

// To the nearest; ties go away from zero.
void expectTf32() {
  std::vector<Case> cases = {{{0x7f7ff000u}, INFINITE}, {{0x7f7fefffu}, 0x7f7fe000u}, {{0xff7fffffu}, 0xff800000u},
                             {{INFINITE}, INFINITE}, {{0xff800000u}, 0xff800000u}, {{0x7f800001u}, CANONICAL_NAN}};
  for (uint64_t pattern : {0u, 1u, 0x3ffu, 0x400u, 0x1fc00u, 0x1fc01u, 0x3fbfeu, 0x3fbffu - 1u}) {
    for (uint64_t sign : {uint64_t{0}, SIGN}) {
      const uint64_t own = pattern << 13 | sign;
      for (uint64_t below : {0u, 1u, 0xfffu}) cases.push_back({{own + below}, own});
      for (uint64_t above : {0x1000u, 0x1001u, 0x1fffu}) cases.push_back({{own + above}, own + 0x2000});
    }
  }
  expectCases("cvt.rna.tf32.f32 %r0, %r1;" + widened(32), cases);
}

void narrowFloatsAreConverted() {
  InterpretingDevice device;
  expectWidening();
  expectNarrowing("cvt.rn.f16.f32 %h0, %r1;" + widened(16), HALF);
  expectNarrowing("cvt.rn.bf16.f32 %h0, %r1;" + widened(16), BFLOAT);
  // Of a pair the first is the upper half.
  const std::string two = "mov.b32 %r5, 0f40000000; ";
  expectNarrowing(two + "cvt.rn.f16x2.f32 %r0, %r5, %r1; sub.u32 %r0, %r0, 0x40000000;" + widened(32), HALF);
  expectNarrowing(two + "cvt.rn.bf16x2.f32 %r0, %r1, %r5; sub.u32 %r0, %r0, 0x4000; shr.u32 %r0, %r0, 16;" +
                      widened(32), BFLOAT);
  expectTf32();
}

}  // namespace

// The formats of tensor cores, from and to single precision.
#pragma once

#include <cstdint>

namespace cudasim::ptx {

float halfToFloat(uint16_t bits);
float bfloatToFloat(uint16_t bits);

// To the nearest, ties to even.
uint16_t floatToHalf(float value);
uint16_t floatToBfloat(float value);

// TF32 is a float whose last 13 bits do not count. To the nearest, ties away from zero (cvt.rna).
uint32_t floatToTf32(float value);
float tf32ToFloat(uint32_t bits);

}  // namespace cudasim::ptx

// Makes a chosen call of a chosen driver function fail, and counts the calls of every function.
#pragma once

#include "cuda_types.h"

namespace cudasim {

// A list such as "cuMemAlloc_v2:2:2,cuInit:*:999": function, which call of it (counted from this moment, * for every
// one), result to answer. An empty text plans nothing. Returns whether the text could be read.
bool planFailures(const char* text);

// Counts one call of the function and answers the failure planned for it, or CUDA_SUCCESS.
CUresult countCall(const char* function);

// Under this name the runs of all kernels count, generated ones included.
constexpr const char* EVERY_KERNEL = "every kernel";

// How often a function was called since the library was loaded.
long callsOf(const char* function);

}  // namespace cudasim

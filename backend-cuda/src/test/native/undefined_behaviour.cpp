// Kernels are compiled with g++'s checks for undefined behaviour. These are the functions that such code calls when a
// check fails; normally a library of the compiler has them, here they end the launch.
//
// That finds misaligned wide loads, indices outside of private arrays, and arithmetic (overflow, shifts, division,
// float to int) that OpenCL, CUDA and C++ do not agree on. The names and arguments are the compiler's.
#include <cstdint>

#include "group_runner.h"

namespace {

// What every argument of these functions starts with.
struct SourceLocation {
  const char* file;
  uint32_t line;
  uint32_t column;
};

[[noreturn]] void undefined(CUresult code, const SourceLocation* where, const char* what) {
  cudasim::Fault text = cudasim::fault(code, "%s at %s:%u:%u", what, where->file, where->line, where->column);
  cudasim::GroupRunner::current()->abandon(text.code, text.message);
}

}  // namespace

#define CHECK_HANDLER extern "C" __attribute__((visibility("default"))) void

CHECK_HANDLER __ubsan_handle_type_mismatch_v1(const SourceLocation* where, uintptr_t) {
  undefined(CUDA_ERROR_MISALIGNED_ADDRESS, where, "a misaligned access");
}

CHECK_HANDLER __ubsan_handle_out_of_bounds(const SourceLocation* where, uintptr_t) {
  undefined(CUDA_ERROR_ILLEGAL_ADDRESS, where, "an index outside of a private array");
}

CHECK_HANDLER __ubsan_handle_divrem_overflow(const SourceLocation* where, uintptr_t, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "a division by zero, or one that overflows,");
}

CHECK_HANDLER __ubsan_handle_add_overflow(const SourceLocation* where, uintptr_t, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "an overflow in a sum");
}

CHECK_HANDLER __ubsan_handle_sub_overflow(const SourceLocation* where, uintptr_t, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "an overflow in a difference");
}

CHECK_HANDLER __ubsan_handle_mul_overflow(const SourceLocation* where, uintptr_t, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "an overflow in a product");
}

CHECK_HANDLER __ubsan_handle_negate_overflow(const SourceLocation* where, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "an overflow in a negation");
}

CHECK_HANDLER __ubsan_handle_shift_out_of_bounds(const SourceLocation* where, uintptr_t, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "a shift by too much, or of a negative number,");
}

CHECK_HANDLER __ubsan_handle_float_cast_overflow(const SourceLocation* where, uintptr_t) {
  undefined(CUDA_ERROR_LAUNCH_FAILED, where, "a conversion of a float that is too big for the integer");
}

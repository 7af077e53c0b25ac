// Text that is not understood is refused when it is loaded, and the error log says which line.
#pragma once

#include "ptx_fault_checks.h"

namespace {

// The mark is on the line that the log names.
void expectRefused(const std::string& text, const char* says) {
  char log[512] = "";
  CUjit_option options[] = {CU_JIT_ERROR_LOG_BUFFER, CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES};
  void* values[] = {log, reinterpret_cast<void*>(sizeof log)};
  CUmodule loaded = nullptr;
  const CUresult actual = cuModuleLoadDataEx(&loaded, text.c_str(), 2, options, values);
  const std::string line = "line " + std::to_string(lineOf(text, HERE)) + ":";
  if (actual == CUDA_ERROR_INVALID_PTX && strstr(log, line.c_str()) != nullptr && strstr(log, says) != nullptr) return;
  failures++;
  printf("FAILED: %d instead of 218; expected \"%s ... %s\", found \"%s\" for\n%s\n", actual, line.c_str(), says, log,
         text.c_str());
}

void textIsRefused() {
  InterpretingDevice device;
  const auto statement = [](const std::string& text, const char* says) {
    expectRefused(kernel("\n/*here*/ " + text + "\n"), says);
  };
  statement("frobnicate.u32 %r1, %r2;", "is not known");
  statement("add.f64 %rd1, %rd2, %rd3;", "is not known");
  statement("atom.global.add.u32 %r1, [%in], 1;", "is not known");
  statement("bar.red.popc.u32 %r1, 0, %p1;", "is not known");
  statement("add.u32 %r1, %rd2, 1;", "where it takes 4");
  statement("mul.wide.u32 %r1, %r2, %r3;", "where it takes 8");
  statement("shl.b64 %rd1, %rd2, %rd3;", "where it takes 4");
  statement("cvt.u64.u32 %r1, %r2;", "where it takes 8");
  statement("ld.global.u64 %r1, [%in];", "where it takes 8");
  statement("setp.eq.u32 %r1, %r2, %r3;", "where it takes 0");
  statement("add.u32 %r1, %nothing, 1;", "%nothing");
  statement("@%nothing bra end; end:", "%nothing");
  statement("add.u32 5, %r1, %r1;", "writes to what is no register");
  statement("bra nowhere;", "nowhere");
  statement("{ inner: } bra inner;", "inner");
  statement("add.u32 %r1, %r2;", "operands");
  statement("mov.b64 {%r1, %r2, %r3}, %rd1;", "is not known");
  statement("ld.global.v4.u64 {%rd1, %rd2, %rd3, %rd4}, [%in];", "is not known");
  statement("ld.global.v2.u32 {%r1, %r2, %r3}, [%in];", "a vector of 2");
  statement("ld.shared.u32 %r1, [input];", "does not reach");
  statement("lop3.b32 %r1, %r2, %r3, %r4, %r5;", "takes a number");
  statement("bar.sync 0, 64;", "operands");
  statement("cp.async.ca.shared.global [%r1], [%in], 12;", "does not take 12");
  statement("cp.async.cg.shared.global [%r1], [%in], 8;", "does not take 8");
  statement("add.u32 %r1, %r2, 12x;", "is no number");
  statement(".reg .b32 %r1;", "declared twice");
  statement(".shared .v4 .b32 tile;", "'.v4'");
  statement(".maxnctapersm 3;", "is not known in a body");
  expectRefused(module("/*here*/ .func f() { ret; }\n"), "'.func'");
  expectRefused(module("/*here*/ .visible .entry k() { .reg .b32 %r<2>; .shared .align 4 .b8 tile[49156]; }\n"),
                "bytes of shared memory");
  expectRefused(module(".shared .align 4 .b8 tile[49156];\n/*here*/ .visible .entry k() { .reg .b32 %r<2>; }\n"),
                "bytes of shared memory");
  expectRefused(module(".visible .entry k() {\n .reg .b32 %r<2>;\n/*here*/ mov.u32 %r1, 0"), "");
}

}  // namespace

// cp.async: copies that are there once the lane has waited for them, and for other lanes after a barrier too.
#pragma once

#include "ptx_fault_checks.h"

namespace {

const char* const TILE = " .shared .align 16 .b8 tile[1024];\n";

// Each lane copies some bytes to where only it looks, or its neighbour.
std::string copying(const std::string& copy, const std::string& wait, const std::string& read) {
  return kernel("mad.wide.u32 %rd1, %lane, 16, %in; mov.u32 %r1, tile; mad.lo.u32 %r2, %lane, 16, %r1;\n"
                "xor.b32 %r3, %lane, 1; mad.lo.u32 %r3, %r3, 16, %r1; mad.wide.u32 %out, %lane, 16, %out;\n" +
                copy + "\n" + wait + "\n/*here*/ ld.shared.v2.b64 {%rd2, %rd3}, [" + read + "];\n"
                "st.global.v2.b64 [%out], {%rd2, %rd3};", TILE);
}

void expectCopies(const std::string& text, uint64_t (*expected)(unsigned lane, unsigned half)) {
  std::vector<uint64_t> input, results;
  for (unsigned i = 0; i < 64; i++) {
    input.push_back(0x1111111111111111u * (i % 15 + 1));
    results.push_back(expected(i / 2, i % 2));
  }
  for (const char* order : ORDERS) {
    InterpretingDevice device(order);
    if (runOn(text, input.data(), 512, 32, 2) == results) continue;
    failures++;
    printf("FAILED in order %s (last fault: %s): %s\n", order, cudasim_last_fault(), text.c_str());
    return;
  }
}

uint64_t inputOf(unsigned lane, unsigned half) { return 0x1111111111111111u * ((2 * lane + half) % 15 + 1); }

void copiesArriveWhenWaitedFor() {
  const std::string whole = "cp.async.cg.shared.global.L2::128B [%r2], [%rd1], 16;";
  const std::string committed = "cp.async.commit_group; cp.async.wait_group 0;";
  expectCopies(copying(whole, committed, "%r2"), inputOf);
  expectCopies(copying(whole, "cp.async.wait_all; bar.sync 0;", "%r3"),
               [](unsigned lane, unsigned half) { return inputOf(lane ^ 1, half); });
  expectCopies(copying("cp.async.ca.shared.global [%r2], [%rd1+8], 8; cp.async.ca.shared.global [%r2+8], [%rd1], 4;"
                       "cp.async.ca.shared.global [%r2+12], [%rd1+12], 4;", committed, "%r2"),
               [](unsigned lane, unsigned half) {
                 return half == 0 ? inputOf(lane, 1) : (inputOf(lane, 0) & 0xffffffffu) | inputOf(lane, 1) << 32;
               });
  // Of 16 bytes 5 count, or none, for which there need not be a source.
  expectCopies(copying("cp.async.cg.shared.global [%r2], [%rd1], 16, 5;", committed, "%r2"),
               [](unsigned lane, unsigned half) { return half == 0 ? inputOf(lane, 0) & 0xffffffffffu : 0; });
  expectCopies(copying("mov.u64 %rd1, 0; mov.u32 %r5, 0; cp.async.cg.shared.global [%r2], [%rd1], 16, %r5;", committed,
                       "%r2"),
               [](unsigned, unsigned) { return uint64_t{0}; });
  // All batches but the last.
  const std::string two = whole + " cp.async.commit_group; cp.async.cg.shared.global [%r2+512], [%rd1], 16; "
                                  "cp.async.commit_group;";
  expectCopies(copying(two, "cp.async.wait_group 1;", "%r2"), inputOf);
  expectCopies(copying(two, "cp.async.wait_group 1; cp.async.wait_group 0;", "%r2+512"), inputOf);

  const Fault poison = {CUDA_ERROR_ILLEGAL_ADDRESS, 0, "where nobody has written", 15};
  expectFault(copying(whole, "cp.async.commit_group; bar.sync 0;", "%r2"), poison);
  expectFault(copying(whole, "cp.async.wait_group 0;", "%r2"), poison);  // not committed
  expectFault(copying(two, "cp.async.wait_group 1;", "%r2+512"), poison);
  // What was there before is gone as soon as the copy starts.
  expectFault(copying("st.shared.v2.b64 [%r2], {%rd1, %rd1};" + whole, "", "%r2"), poison);
  // A barrier is missing: lanes 16 and up run first, or the lower ones do.
  expectFault(copying("add.u32 %r3, %r1, 496; sub.u32 %r4, %r3, %r2; add.u32 %r3, %r1, %r4; mov.u64 %rd1, %in;" + whole,
                      "cp.async.wait_all;", "%r3"),
              {CUDA_ERROR_ILLEGAL_ADDRESS, 0, "where nobody has written"}, "reverse");
  expectFault(copying("\n/*here*/ cp.async.cg.shared.global [%r2], [%rd1], 16;", "", "%r2"),
              {CUDA_ERROR_ILLEGAL_ADDRESS, 15, "a read from global memory"});  // the buffer lacks two bytes
  expectFault(copying("\n/*here*/ cp.async.ca.shared.global [%r2], [%rd1+4], 8;", "", "%r2"),
              {CUDA_ERROR_MISALIGNED_ADDRESS, 0, "the source is misaligned"});
}

}  // namespace

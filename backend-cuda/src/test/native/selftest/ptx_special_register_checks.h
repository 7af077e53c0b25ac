// Where a lane is: in its warp, in its group, in the grid.
#pragma once

#include "ptx_kernels.h"

namespace {

// Groups of 5 x 4 x 3 lanes, two warps, in a grid of 2 x 3 x 2. A lane packs where it is into one element, five bits
// for each number, and its masks into another; which elements, it finds by the sizes of group and grid.
void lanesKnowTheirPlace() {
  InterpretingDevice device;
  const char* const places[] = {"%tid.x",   "%tid.y",   "%tid.z",  "%ctaid.x",
                                "%ctaid.y", "%ctaid.z", "%laneid", "%warpid"};
  std::string body =
      "mad.lo.u32 %r1, %ctaid.z, %nctaid.y, %ctaid.y; mad.lo.u32 %r1, %r1, %nctaid.x, %ctaid.x;\n"
      "mad.lo.u32 %r1, %r1, %ntid.z, %tid.z; mad.lo.u32 %r1, %r1, %ntid.y, %tid.y;\n"
      "mad.lo.u32 %r1, %r1, %ntid.x, %tid.x; mad.wide.u32 %out, %r1, 16, %out; mov.u64 %rd0, 0;\n";
  for (const char* place : places) {
    body += "shl.b64 %rd0, %rd0, 5; cvt.u64.u32 %rd1, " + std::string(place) + "; or.b64 %rd0, %rd0, %rd1;\n";
  }
  body += "xor.b32 %r2, %lanemask_lt, %lanemask_ge; and.b32 %r3, %lanemask_le, %lanemask_ge;\n"
          "xor.b32 %r3, %r3, %lanemask_eq; or.b32 %r2, %r2, %r3; add.u32 %r2, %r2, %lanemask_gt;\n"
          "mov.b64 %rd2, {%r2, %lanemask_lt}; st.global.v2.b64 [%out], {%rd0, %rd2};";
  CUdeviceptr out = 0;
  OK(cuMemAlloc_v2(&out, 720 * 16));
  void* parameters[] = {&out, &out};
  OK(cuLaunchKernel(loadText(kernel(body)), 2, 3, 2, 5, 4, 3, 0, nullptr, parameters, nullptr));
  std::vector<uint64_t> results(1440);
  OK(cuMemcpyDtoH_v2(results.data(), out, results.size() * 8));
  for (unsigned i = 0; i < 720; i++) {
    const unsigned lane = i % 60, group = i / 60, ofWarp = lane % 32;
    uint64_t expected = 0;
    for (unsigned place :
         {lane % 5, lane / 5 % 4, lane / 20, group % 2, group / 2 % 3, group / 6, ofWarp, lane / 32}) {
      expected = expected << 5 | place;
    }
    EXPECT(results[2 * i] == expected);
    // All bits, and what lies above the lane.
    const uint32_t above = ofWarp == 31 ? 0 : ~0u << (ofWarp + 1);
    EXPECT(results[2 * i + 1] == (uint64_t{(1u << ofWarp) - 1} << 32 | static_cast<uint32_t>(~0u + above)));
  }
}

}  // namespace

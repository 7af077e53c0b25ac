// Lanes of a warp part and meet again, and do some things together: with the same outcome in any order.
#pragma once

#include "ptx_kernels.h"

namespace {

template <class Compute>
std::vector<uint64_t> eachOf(unsigned lanes, Compute compute) {
  std::vector<uint64_t> results;
  for (unsigned lane = 0; lane < lanes; lane++) results.push_back(static_cast<uint64_t>(compute(lane)));
  return results;
}

// As many rounds as it takes from 3 lane + 1 to 1, by Collatz, of which some end early and some go on elsewhere.
void expectLoops() {
  expectLanes(ofLane("mad.lo.u32 %r1, %lane, 3, 1; mov.b64 %rd0, 0;\n"
                     "loop: setp.eq.u32 %p0, %r1, 1; @%p0 bra done; add.u64 %rd0, %rd0, 1; and.b32 %r2, %r1, 1;\n"
                     "setp.eq.u32 %p1, %r2, 0; @%p1 bra even; mad.lo.u32 %r1, %r1, 3, 1; bra loop;\n"
                     "even: shr.u32 %r1, %r1, 1; setp.gt.u64 %p2, %rd0, 90; @%p2 bra many; bra loop;\n"
                     "many: add.u64 %rd0, %rd0, 1000;\ndone:"),
              eachOf(50, [](unsigned lane) {
                unsigned rounds = 0;
                for (unsigned n = 3 * lane + 1; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
                  if (rounds > 90 && n % 2 != 0) break;
                  if (n % 2 == 0 && rounds + 1 > 90) return rounds + 1001;
                  rounds++;
                }
                return rounds;
              }));
}

// Four ways that meet again, where all lanes then exchange what they have; also in a warp of 18 lanes.
void expectMeeting() {
  const std::string body =
      "and.b32 %r1, %lane, 3; setp.eq.u32 %p0, %r1, 0; @%p0 bra A; setp.eq.u32 %p0, %r1, 1; @%p0 bra B;\n"
      "setp.eq.u32 %p0, %r1, 2; @%p0 bra C; mov.u32 %r2, 400; bra end; A: mov.u32 %r2, 100; bra end;\n"
      "B: mov.u32 %r2, 200; bra end; C: mov.u32 %r2, 300; end: add.u32 %r2, %r2, %lane;\n";
  const auto expected = [](unsigned lane) { return ((lane ^ 1) % 4 + 1) * 100 + (lane ^ 1); };
  expectLanes(ofLane(body + "shfl.sync.bfly.b32 %r0, %r2, 1, 31, -1;" + widened(32)), eachOf(32, expected));
  expectLanes(ofLane(body + "shfl.sync.bfly.b32 %r0, %r2, 1, 31, 0x3ffff;" + widened(32)), eachOf(18, expected));
}

// From which lane one reads, and whether that is in the segment that starts and ends where said.
struct ShuffleMode {
  const char* name;
  int edge;  // of all lanes: how far to read at the most
  int (*source)(int lane, int by);
  bool (*inside)(int from, int start, int end);
};

const ShuffleMode SHUFFLES[] = {
    {"up", 0, [](int lane, int by) { return lane - by; }, [](int from, int start, int) { return from >= start; }},
    {"down", 31, [](int lane, int by) { return lane + by; }, [](int from, int, int end) { return from < end; }},
    // May read from an earlier segment.
    {"bfly", 31, [](int lane, int by) { return lane ^ by; }, [](int from, int, int end) { return from < end; }}};

// From outside of its segment a lane gets what it has itself, and the predicate says so. Of the bound the low bits are
// the edge, and those from bit 8 on say which bits of a lane's number name its segment.
void expectShuffle(const ShuffleMode& mode, int width, int by) {
  const int bound = (32 - width) << 8 | mode.edge;
  expectLanes(ofLane("mad.lo.u32 %r1, %lane, 10, 7; shfl.sync." + std::string(mode.name) + ".b32 %r0|%p0, %r1, " +
                     std::to_string(by) + ", " + std::to_string(bound) + ", 0xffffffff;\n" +
                     "selp.u32 %r2, 1, 0, %p0; mov.b64 %rd0, {%r0, %r2};"),
              eachOf(32, [&](unsigned number) {
                const int lane = static_cast<int>(number);
                const int start = lane / width * width;
                const int from = mode.source(lane, by);
                const bool inside = mode.inside(from, start, start + width);
                return static_cast<uint64_t>(inside) << 32 | static_cast<uint64_t>((inside ? from : lane) * 10 + 7);
              }));
}

// Of an index only what fits the segment counts.
void expectIndexedShuffle(unsigned width, unsigned by) {
  expectLanes(ofLane("add.u32 %r2, %lane, " + std::to_string(by) + "; mul.lo.u32 %r1, %lane, 10;\n" +
                     "shfl.sync.idx.b32 %r0, %r1, %r2, " + std::to_string((32 - width) << 8 | 31) + ", -1;" +
                     widened(32)),
              eachOf(32, [=](unsigned lane) { return 10 * (lane / width * width + (lane + by) % width); }));
}

void expectShuffles() {
  for (int width : {32, 16, 4}) {
    for (int by : {0, 1, 3, 9}) {
      for (const ShuffleMode& mode : SHUFFLES) expectShuffle(mode, width, by);
      expectIndexedShuffle(static_cast<unsigned>(width), static_cast<unsigned>(by));
    }
  }
}

// Lanes of one warp that name different lanes act apart, even where they arrive together.
void expectVotes() {
  const std::string odd = "and.b32 %r1, %lane, 1; setp.ne.u32 %p1, %r1, 0; ";
  expectLanes(ofLane(odd + "vote.sync.ballot.b32 %r0, %p1, -1;" + widened(32)),
              eachOf(32, [](unsigned) { return 0xaaaaaaaau; }));
  expectLanes(ofLane(odd + "vote.sync.ballot.b32 %r0, !%p1, 0xf;" + widened(32)),
              eachOf(4, [](unsigned) { return 5u; }));
  const std::string halves = "setp.lt.u32 %p2, %lane, 16; selp.b32 %r2, 0xffff, 0xffff0000, %p2; ";
  expectLanes(ofLane(halves + odd + "vote.sync.ballot.b32 %r0, %p1, %r2;" + widened(32)),
              eachOf(32, [](unsigned lane) { return lane < 16 ? 0xaaaau : 0xaaaa0000u; }));
  expectLanes(ofLane(halves + "vote.sync.all.pred %p0, %p2, %r2;" + widened(1)),
              eachOf(32, [](unsigned lane) { return lane < 16; }));
  expectLanes(ofLane(halves + "setp.eq.u32 %p3, %lane, 20; vote.sync.any.pred %p0, %p3, %r2;" + widened(1)),
              eachOf(32, [](unsigned lane) { return lane >= 16; }));
  expectLanes(ofLane(halves + "setp.gt.u32 %p3, %lane, 20; vote.sync.uni.pred %p0, %p3, %r2;" + widened(1)),
              eachOf(32, [](unsigned lane) { return lane < 16; }));
  expectLanes(ofLane(halves + "shfl.sync.idx.b32 %r0, %lane, 18, 31, -1; @%p2 bra low;\n"
                              "shfl.sync.bfly.b32 %r0, %lane, 2, 31, 0xffff0000;\nlow:" + widened(32)),
              eachOf(32, [](unsigned lane) { return lane < 16 ? 18 : lane ^ 2; }));
}

// Some of the lanes in the branch, the lane itself among them.
void expectActiveLanes() {
  expectLanes(ofLane("mov.b64 %rd0, 1; setp.lt.u32 %p0, %lane, 20; @!%p0 bra end; activemask.b32 %r1;\n"
                     "and.b32 %r2, %r1, 0xfff00000; and.b32 %r3, %r1, %lanemask_eq; setp.eq.u32 %p1, %r2, 0;\n"
                     "setp.ne.and.u32 %p1, %r3, 0, %p1; selp.b64 %rd0, 2, 3, %p1;\nend:"),
              eachOf(32, [](unsigned lane) { return lane < 20 ? 2 : 1; }));
}

// The sum of 0 to 31 by halves, in shared memory.
std::string treeOf(const std::string& wait) {
  std::string body = "mov.u32 %r1, sums; mad.lo.u32 %r1, %lane, 4, %r1; st.shared.u32 [%r1], %lane;" + wait + "\n";
  for (int step : {16, 8, 4, 2, 1}) {
    body += "setp.lt.u32 %p0, %lane, " + std::to_string(step) + "; @%p0 ld.shared.u32 %r2, [%r1+" +
            std::to_string(4 * step) + "]; @%p0 ld.shared.u32 %r3, [%r1]; @%p0 add.u32 %r3, %r3, %r2;" +
            " @%p0 st.shared.u32 [%r1], %r3;" + wait + "\n";
  }
  return ofLane(body + "ld.shared.u32 %rd0, [sums];", " .shared .align 4 .b32 sums[32];");
}

void expectWaiting() {
  expectLanes(treeOf(" bar.warp.sync -1;"), eachOf(32, [](unsigned) { return 496; }));
  expectLanes(treeOf(" bar.sync 0;"), eachOf(32, [](unsigned) { return 496; }));
  // Without waiting it works only as long as the lanes run in step.
  for (const char* order : ORDERS) {
    InterpretingDevice device(order);
    CUdeviceptr out = 0;
    OK(cuMemAlloc_v2(&out, 256));
    void* parameters[] = {&out, &out};
    OK(cuLaunchKernel(loadText(treeOf("")), 1, 1, 1, 32, 1, 1, 0, nullptr, parameters, nullptr));
    uint64_t results[32] = {};
    const bool faults = cuMemcpyDtoH_v2(results, out, sizeof results) != CUDA_SUCCESS;
    const bool wrong = faults || results[0] != 496 || results[31] != 496;
    EXPECT(wrong == (order != std::string("forward")));
  }
}

// Across three warps, the last of 6 lanes.
void expectBarriers() {
  expectLanes(ofLane("mov.u32 %r1, slots; mad.lo.u32 %r2, %lane, 4, %r1; st.shared.u32 [%r2], %lane; bar.sync 0;\n"
                     "sub.u32 %r3, 69, %lane; mad.lo.u32 %r2, %r3, 4, %r1; ld.shared.u32 %r4, [%r2]; bar.sync 0;\n"
                     "st.shared.u32 [%r2], %r4; bar.sync 0; ld.shared.u32 %rd0, [slots+276];",
                     " .shared .align 4 .b32 slots[70];"),
              eachOf(70, [](unsigned) { return 69; }));
}

void warpsActTogether() {
  expectLoops();
  expectMeeting();
  expectShuffles();
  expectVotes();
  expectActiveLanes();
  expectWaiting();
  expectBarriers();
}

}  // namespace

// What the lanes of a warp do together: shuffles, votes, waiting for each other.
#include "lanes.h"
#include "opcodes.h"

namespace cudasim::ptx {
namespace {

enum class Shuffle { UP, DOWN, BUTTERFLY, INDEX };

// The lane that a lane reads from, by NVIDIA's PTX manual: `bound` holds the last lane of a segment and, from bit 8
// on, which bits of a lane's number name its segment. Whether that lies within the segment.
template <Shuffle MODE>
bool sourceLane(int lane, uint32_t b, uint32_t bound, int* from) {
  int segment = static_cast<int>(bound >> 8 & 31);
  int clamp = static_cast<int>(bound & 31);
  int offset = static_cast<int>(b & 31);
  int most = (lane & segment) | (clamp & ~segment);
  int least = lane & segment;
  bool inside = false;
  switch (MODE) {
    case Shuffle::UP:
      *from = lane - offset;
      inside = *from >= most;
      break;
    case Shuffle::DOWN:
      *from = lane + offset;
      inside = *from <= most;
      break;
    case Shuffle::BUTTERFLY:
      *from = lane ^ offset;
      inside = *from <= most;
      break;
    case Shuffle::INDEX:
      *from = least | (offset & ~segment);
      inside = *from <= most;
      break;
  }
  if (!inside) *from = lane;
  return inside;
}

// shfl.sync d{|p}, a, b, bound, members.
template <Shuffle MODE>
void shuffleLanes(const Instruction& self, Warp& warp, LaneMask lanes) {
  uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
  const uint32_t* a = warp.lanes<uint32_t>(self.operand[self.targets]);
  const uint32_t* b = warp.lanes<uint32_t>(self.operand[self.targets + 1]);
  const uint32_t* bound = warp.lanes<uint32_t>(self.operand[self.targets + 2]);
  uint32_t moved[WARP_SIZE] = {};
  LaneMask inside = 0;
  forLanes(lanes, [&](int lane) {
    int from = lane;
    if (sourceLane<MODE>(lane, b[lane], bound[lane], &from)) inside |= LaneMask{1} << lane;
    // From a lane that does not take part comes nothing that could be counted on.
    moved[lane] = has(lanes, from) ? a[from] : 0xffffffffu;
  });
  eachLane(lanes, result, [&](int lane) { return moved[lane]; });
  if (self.targets == 2) setBits(warp.bits(self.operand[1]), lanes, inside);
}

enum class Vote { ALL, ANY, UNIFORM, BALLOT };

// vote.sync d, p, members.
template <Vote MODE>
void vote(const Instruction& self, Warp& warp, LaneMask lanes) {
  LaneMask votes = warp.predicate(self.operand[1]) & lanes;
  if constexpr (MODE == Vote::BALLOT) {
    uint32_t* result = warp.lanes<uint32_t>(self.operand[0]);
    eachLane(lanes, result, [=](int) { return votes; });
  } else {
    bool all = votes == lanes;
    bool outcome = MODE == Vote::ALL ? all : MODE == Vote::ANY ? votes != 0 : all || votes == 0;
    setBits(warp.bits(self.operand[0]), lanes, outcome ? ALL_LANES : 0);
  }
}

void activeLanes(const Instruction& self, Warp& warp, LaneMask lanes) {
  eachLane(lanes, warp.lanes<uint32_t>(self.operand[0]), [=](int) { return lanes; });
}

template <Shuffle MODE>
void addShuffle(OpcodeTable& table, const std::string& mode) {
  Opcode opcode{shuffleLanes<MODE>, {{OperandForm::TARGET_PAIR, 4}, source(4), source(4), source(4), source(4)}};
  opcode.flow = Flow::COLLECTIVE;
  opcode.members = 4;
  table.add("shfl.sync." + mode + ".b32", opcode);
}

template <Vote MODE>
void addVote(OpcodeTable& table, const std::string& name, OperandForm outcome) {
  Opcode opcode{vote<MODE>, {outcome, PREDICATE_SOURCE, source(4)}};
  opcode.flow = Flow::COLLECTIVE;
  opcode.members = 2;
  table.add("vote.sync." + name, opcode);
}

}  // namespace

void addWarpOps(OpcodeTable& table) {
  addShuffle<Shuffle::UP>(table, "up");
  addShuffle<Shuffle::DOWN>(table, "down");
  addShuffle<Shuffle::BUTTERFLY>(table, "bfly");
  addShuffle<Shuffle::INDEX>(table, "idx");
  addVote<Vote::ALL>(table, "all.pred", PREDICATE_TARGET);
  addVote<Vote::ANY>(table, "any.pred", PREDICATE_TARGET);
  addVote<Vote::UNIFORM>(table, "uni.pred", PREDICATE_TARGET);
  addVote<Vote::BALLOT>(table, "ballot.b32", target(4));

  Opcode wait{nullptr, {source(4)}};
  wait.flow = Flow::COLLECTIVE;
  wait.members = 0;
  table.add("bar.warp.sync", wait);
  table.add("activemask.b32", {activeLanes, {target(4)}});
}

}  // namespace cudasim::ptx

#include "launch_order.h"

#include <numeric>

namespace cudasim {
namespace {

uint64_t launchNumber = 0;

}  // namespace

// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
uint64_t OrderRandom::next() {
  state_ += 0x9e3779b97f4a7c15u;
  uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return mixed ^ (mixed >> 31);
}

void LaunchOrder::restart() { launchNumber = 0; }

LaunchOrder::LaunchOrder(uint64_t groupCount) : kind_(settings().order), groupCount_(groupCount) {
  launchNumber++;
  seed_ = OrderRandom(settings().orderSeed ^ launchNumber << 20).next();
  if (kind_ != LaneOrder::RANDOM) return;
  OrderRandom random(seed_);
  start_ = random.below(groupCount_);
  stride_ = 1 + random.below(groupCount_);
  while (std::gcd(stride_, groupCount_) != 1) stride_++;
}

uint64_t LaunchOrder::groupAt(uint64_t turn) const {
  if (kind_ == LaneOrder::FORWARD) return turn;
  if (kind_ == LaneOrder::REVERSE) return groupCount_ - 1 - turn;
  return static_cast<uint64_t>((static_cast<unsigned __int128>(turn) * stride_ + start_) % groupCount_);
}

OrderRandom LaunchOrder::randomFor(uint64_t group) const { return OrderRandom(seed_ + group * 0xd1342543de82ef95u); }

}  // namespace cudasim

#include "warp.h"

#include <cstring>

#include "group.h"
#include "lanes.h"

namespace cudasim::ptx {
namespace {

LaneMask firstLanes(int count) { return count >= WARP_SIZE ? ALL_LANES : (LaneMask{1} << count) - 1; }

uint64_t special(SpecialRegister which, const GroupPlace& place, int warp, int lane) {
  LaneMask own = LaneMask{1} << lane;
  switch (which) {
    case SpecialRegister::LANE_X: return place.laneAt(warp, lane).x;
    case SpecialRegister::LANE_Y: return place.laneAt(warp, lane).y;
    case SpecialRegister::LANE_Z: return place.laneAt(warp, lane).z;
    case SpecialRegister::LANES_X: return place.lanes[0];
    case SpecialRegister::LANES_Y: return place.lanes[1];
    case SpecialRegister::LANES_Z: return place.lanes[2];
    case SpecialRegister::GROUP_X: return place.group[0];
    case SpecialRegister::GROUP_Y: return place.group[1];
    case SpecialRegister::GROUP_Z: return place.group[2];
    case SpecialRegister::GROUPS_X: return place.groups[0];
    case SpecialRegister::GROUPS_Y: return place.groups[1];
    case SpecialRegister::GROUPS_Z: return place.groups[2];
    case SpecialRegister::LANE_OF_WARP: return static_cast<uint64_t>(lane);
    case SpecialRegister::WARP_OF_GROUP: return static_cast<uint64_t>(warp);
    case SpecialRegister::MASK_EQ: return own;
    case SpecialRegister::MASK_LT: return own - 1;
    case SpecialRegister::MASK_LE: return (own - 1) | own;
    case SpecialRegister::MASK_GT: return ~((own - 1) | own);
    case SpecialRegister::MASK_GE: return ~(own - 1);
    case SpecialRegister::NONE: break;
  }
  return 0;
}

}  // namespace

Warp::Warp(Group& group, const Program& program, int number)
    : group(group),
      number(number),
      present(firstLanes(static_cast<int>(group.laneCount()) - number * WARP_SIZE)),
      program_(program),
      values_(new char[program.valueBytes]),
      written_(program.registerCount) {}

void Warp::start() {
  std::fill(written_.begin(), written_.end(), 0);
  for (const Prefilled& each : program_.prefilled) fill(each);
  exited = 0;
  fragments.clear();
  copies.clear();
  memset(batches, 0, sizeof batches);
}

void Warp::fill(const Prefilled& each) {
  written(each.target) = ALL_LANES;
  if (each.target.bytes == 0) {
    bits(each.target) = each.bits != 0 ? ALL_LANES : 0;
    return;
  }
  for (int lane = 0; lane < WARP_SIZE; lane++) {
    bool isSpecial = each.special != SpecialRegister::NONE;
    setValue(each.target, lane, isSpecial ? special(each.special, group.place(), number, lane) : each.bits);
  }
}

uint64_t Warp::value(const Register& which, int lane) {
  switch (which.bytes) {
    case 1: return lanes<uint8_t>(which)[lane];
    case 2: return lanes<uint16_t>(which)[lane];
    case 4: return lanes<uint32_t>(which)[lane];
    default: return lanes<uint64_t>(which)[lane];
  }
}

void Warp::setValue(const Register& which, int lane, uint64_t value) {
  switch (which.bytes) {
    case 1: lanes<uint8_t>(which)[lane] = static_cast<uint8_t>(value); break;
    case 2: lanes<uint16_t>(which)[lane] = static_cast<uint16_t>(value); break;
    case 4: lanes<uint32_t>(which)[lane] = static_cast<uint32_t>(value); break;
    default: lanes<uint64_t>(which)[lane] = value; break;
  }
}

}  // namespace cudasim::ptx

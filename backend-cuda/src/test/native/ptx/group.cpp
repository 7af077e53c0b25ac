#include "group.h"

#include <algorithm>

#include "lanes.h"

namespace cudasim::ptx {
namespace {

// A kernel that runs longer than this runs for ever.
constexpr uint64_t MOST_INSTRUCTIONS = 50'000'000;

// In random order a strand gives way after some instructions, so that lanes meet each other in the middle of things.
constexpr uint64_t LONGEST_TURN = 200;

const char* nameOf(AddressSpace space) {
  switch (space) {
    case AddressSpace::SHARED: return "shared memory";
    case AddressSpace::LOCAL: return "local memory";
    case AddressSpace::CONSTANT: return "constant memory";
    case AddressSpace::PARAMETER: return "the parameters";
    default: return "global memory";
  }
}

// Null where the bytes do not all lie in one variable.
const uint8_t* within(const std::vector<uint8_t>& all, const MemoryLayout& layout, const Access& access,
                      std::string* complaint) {
  return layout.rangeOf(access.address, access.bytes, complaint) == nullptr ? nullptr : all.data() + access.address;
}

}  // namespace

Group::Group(const Program& program, const GroupPlace& place, const std::vector<uint8_t>& parameters,
             uint32_t openSharedBytes, const GlobalMemory& global)
    : program_(program),
      place_(place),
      parameters_(parameters),
      global_(global),
      shared_(program.shared, program.hasOpenShared, openSharedBytes) {
  int count = static_cast<int>((laneCount() + WARP_SIZE - 1) / WARP_SIZE);
  for (int i = 0; i < count; i++) warps_.push_back(std::make_unique<Warp>(*this, program, i));
  if (program.local.bytes > 0) local_.assign(laneCount(), SharedMemory(program.local, false, 0));
}

void Group::run(const uint32_t group[3], LaneOrder order, OrderRandom random) {
  std::copy(group, group + 3, place_.group);
  order_ = order;
  random_ = random;
  instructions_ = 0;
  shared_.start();
  for (SharedMemory& each : local_) each.start();
  for (const auto& warp : warps_) {
    warp->start();
    splitIntoStrands(*warp, warp->present, 0);
  }
  for (;;) {
    while (runSomeStrand()) {
    }
    if (!passBarrier()) break;
  }
}

// Forward: a warp runs as one. Otherwise its lanes run in two parts as if each were alone, as they may on hardware
// since Volta; what needs them together asks for it.
void Group::splitIntoStrands(Warp& warp, LaneMask lanes, uint32_t at) {
  LaneMask first = order_ == LaneOrder::FORWARD   ? lanes
                   : order_ == LaneOrder::REVERSE ? lanes & 0xffff0000u
                                                  : lanes & static_cast<LaneMask>(random_.next());
  if (first != 0) warp.fragments.push_back({first, at, 0});
  if ((lanes & ~first) != 0) warp.fragments.push_back({lanes & ~first, at, 1});
}

// Whether any lane could go on.
bool Group::runSomeStrand() {
  std::vector<Strand> ready;
  for (const auto& warp : warps_) {
    for (int strand : {0, 1}) {
      if (lowestReady(*warp, strand, nullptr) != nullptr) ready.push_back({warp.get(), strand});
    }
  }
  if (ready.empty()) return false;
  bool isRandom = order_ == LaneOrder::RANDOM;
  if (order_ == LaneOrder::REVERSE) std::reverse(ready.begin(), ready.end());
  if (isRandom) shuffle(ready, random_);
  for (const Strand& each : ready) {
    runStrand(*each.warp, each.number, isRandom ? 1 + random_.below(LONGEST_TURN) : MOST_INSTRUCTIONS);
  }
  return true;
}

Fragment* Group::lowestReady(Warp& warp, int strand, const Fragment* besides) {
  Fragment* lowest = nullptr;
  for (Fragment& each : warp.fragments) {
    if (&each == besides || each.strand != strand || each.state != Fragment::State::READY) continue;
    if (lowest == nullptr || each.at < lowest->at) lowest = &each;
  }
  return lowest;
}

// Always the fragment that is furthest behind: compilers lay code out so that lanes meet again that way.
void Group::runStrand(Warp& warp, int strand, uint64_t quantum) {
  for (;;) {
    Fragment* fragment = lowestReady(warp, strand, nullptr);
    if (fragment == nullptr || quantum == 0) return;
    const Fragment* ahead = lowestReady(warp, strand, fragment);
    if (ahead != nullptr && ahead->at == fragment->at) {
      fragment->lanes |= ahead->lanes;
      warp.fragments.erase(warp.fragments.begin() + (ahead - warp.fragments.data()));
      continue;
    }
    uint32_t meeting = ahead == nullptr ? UINT32_MAX : ahead->at;
    while (fragment->at < meeting && quantum > 0) {
      quantum--;
      countInstruction(warp);
      const Instruction& instruction = program_.code[fragment->at];
      current_ = &instruction;
      LaneMask lanes = fragment->lanes;
      if (instruction.guarded) {
        if ((lanes & ~warp.written(instruction.guard)) != 0) requireWritten(instruction, warp, lanes);
        lanes &= warp.predicate(instruction.guard);
      }
      if (instruction.flow == Flow::NEXT) {
        if (lanes != 0) execute(instruction, warp, lanes);
        fragment->at++;
        continue;
      }
      if (lanes == 0 || instruction.flow == Flow::NOTHING) {
        fragment->at++;
        continue;
      }
      if (instruction.flow == Flow::BRANCH) {
        branch(warp, *fragment, lanes, instruction.branchTarget);
      } else if (instruction.flow == Flow::EXIT) {
        warp.exited |= lanes;
        fragment->lanes &= ~lanes;
        fragment->at++;
        if (fragment->lanes == 0) warp.fragments.erase(warp.fragments.begin() + (fragment - warp.fragments.data()));
      } else if (lanes != fragment->lanes) {
        // Those that do not take part go on behind it.
        Fragment others{fragment->lanes & ~lanes, fragment->at + 1, strand};
        fragment->lanes = lanes;
        warp.fragments.push_back(others);
      } else if (instruction.flow == Flow::BARRIER) {
        fragment->state = Fragment::State::AT_BARRIER;
      } else {
        arriveAtCollective(warp, *fragment, instruction);
      }
      break;
    }
  }
}

void Group::branch(Warp& warp, Fragment& fragment, LaneMask taken, uint32_t target) {
  LaneMask others = fragment.lanes & ~taken;
  if (others == 0) {
    fragment.at = target;
    return;
  }
  fragment.lanes = others;
  fragment.at++;
  warp.fragments.push_back({taken, target, fragment.strand});
}

// The last lane to arrive runs it for all that name the same lanes. Those that name others wait apart.
void Group::arriveAtCollective(Warp& warp, Fragment& fragment, const Instruction& instruction) {
  uint32_t at = fragment.at;
  LaneMask members = ALL_LANES;
  LaneMask others = 0;
  if (instruction.members >= 0) {
    requireWritten(instruction, warp, fragment.lanes);
    const LaneMask* masks = warp.lanes<LaneMask>(instruction.operand[instruction.members]);
    members = masks[__builtin_ctz(fragment.lanes)];
    others = fragment.lanes & ~maskOf([=](int lane) { return masks[lane] == members; });
  }
  fragment.lanes &= ~others;
  fragment.state = Fragment::State::AT_COLLECTIVE;
  fragment.members = members;
  requireMembers(warp, fragment);
  if (others != 0) warp.fragments.push_back({others, at, fragment.strand});
  auto takesPart = [=](const Fragment& each) {
    return each.state == Fragment::State::AT_COLLECTIVE && each.at == at && each.members == members;
  };
  LaneMask arrived = 0;
  for (const Fragment& each : warp.fragments) {
    if (takesPart(each)) arrived |= each.lanes;
  }
  if ((members & ~arrived) != 0) return;
  if (instruction.execute != nullptr) execute(instruction, warp, members);
  warp.fragments.erase(std::remove_if(warp.fragments.begin(), warp.fragments.end(), takesPart), warp.fragments.end());
  splitIntoStrands(warp, members, at + 1);
}

// The lanes that take part have to name themselves, and no lane that cannot come.
void Group::requireMembers(const Warp& warp, const Fragment& fragment) {
  LaneMask strangers = fragment.lanes & ~fragment.members;
  if (strangers != 0) {
    fail(warp, __builtin_ctz(strangers), CUDA_ERROR_ILLEGAL_INSTRUCTION, "the mask of lanes lacks the lane itself");
  }
  LaneMask absent = fragment.members & (warp.exited | ~warp.present);
  if (absent != 0) {
    fail(warp, __builtin_ctz(fragment.lanes), CUDA_ERROR_ILLEGAL_INSTRUCTION,
         "the mask of lanes has lane " + std::to_string(__builtin_ctz(absent)) + ", which has ended or never was");
  }
}

// Once no lane can go on: all wait at the same barrier and pass it, or all have ended, which gives false.
bool Group::passBarrier() {
  const Fragment* first = nullptr;
  bool allWait = true;
  for (const auto& warp : warps_) {
    for (const Fragment& each : warp->fragments) {
      if (first == nullptr) first = &each;
      allWait = allWait && each.state == Fragment::State::AT_BARRIER && each.at == first->at;
    }
  }
  if (first == nullptr) return false;
  for (const auto& warp : warps_) allWait = allWait && warp->exited == 0;
  if (!allWait) failDeadlock();
  uint32_t at = first->at;
  for (const auto& warp : warps_) {
    warp->fragments.clear();
    splitIntoStrands(*warp, warp->present, at + 1);
  }
  return true;
}

void Group::failDeadlock() {
  const Warp* waiting = nullptr;
  const Fragment* first = nullptr;
  for (const auto& warp : warps_) {
    for (const Fragment& each : warp->fragments) {
      if (first == nullptr) {
        first = &each;
        waiting = warp.get();
      } else if (each.at != first->at) {
        current_ = &program_.code[first->at];
        fail(*waiting, __builtin_ctz(first->lanes), CUDA_ERROR_LAUNCH_FAILED,
             "some lanes wait here, others in line " + std::to_string(program_.code[each.at].line));
      }
    }
  }
  current_ = &program_.code[first->at];
  fail(*waiting, __builtin_ctz(first->lanes), CUDA_ERROR_LAUNCH_FAILED,
       "lanes have ended, or are elsewhere, that others wait for here");
}

void Group::execute(const Instruction& instruction, Warp& warp, LaneMask lanes) {
  if (instruction.passesPoison) {
    instruction.execute(instruction, warp, lanes);
    return;
  }
  LaneMask known = lanes;
  for (int i = instruction.targets; i < instruction.operands; i++) known &= warp.written(instruction.operand[i]);
  if (known != lanes) requireWritten(instruction, warp, lanes);
  instruction.execute(instruction, warp, lanes);
  for (int i = 0; i < instruction.targets; i++) warp.written(instruction.operand[i]) |= lanes;
}

// Fails for the first lane that reads a register before anything was written to it.
void Group::requireWritten(const Instruction& instruction, Warp& warp, LaneMask lanes) {
  LaneMask unknown = instruction.guarded ? lanes & ~warp.written(instruction.guard) : 0;
  for (int i = instruction.targets; i < instruction.operands; i++) {
    unknown |= lanes & ~warp.written(instruction.operand[i]);
  }
  if (unknown != 0) {
    fail(warp, __builtin_ctz(unknown), CUDA_ERROR_LAUNCH_FAILED, "a register is read that was never written");
  }
}

void Group::countInstruction(Warp& warp) {
  if (++instructions_ <= MOST_INSTRUCTIONS) return;
  fail(warp, 0, CUDA_ERROR_LAUNCH_TIMEOUT,
       "the group has run " + std::to_string(MOST_INSTRUCTIONS) + " instructions and goes on");
}

// An address within its space, as a generic one names that too.
Access Group::resolved(Warp& warp, int lane, const Access& access) {
  Access found = access;
  if (access.space == AddressSpace::GENERIC) {
    found.space = spaceOfGeneric(access.address);
    found.address -= windowOf(found.space);
  }
  if ((found.address & (found.bytes - 1)) != 0) {
    fail(warp, lane, CUDA_ERROR_MISALIGNED_ADDRESS,
         "an access of " + std::to_string(found.bytes) + " bytes is misaligned in " + nameOf(found.space));
  }
  return found;
}

const uint8_t* Group::read(Warp& warp, int lane, const Access& access) {
  std::string complaint;
  const uint8_t* found = nullptr;
  Access at = resolved(warp, lane, access);
  switch (at.space) {
    case AddressSpace::SHARED: found = shared_.read(at.address, at.bytes, &complaint); break;
    case AddressSpace::LOCAL: found = localOf(warp, lane).read(at.address, at.bytes, &complaint); break;
    case AddressSpace::CONSTANT: found = within(program_.constants, program_.constantLayout, at, &complaint); break;
    case AddressSpace::PARAMETER: found = within(parameters_, program_.parameters, at, &complaint); break;
    default: found = global_.read(at.address, at.bytes, at.nonCoherent, &complaint); break;
  }
  if (found == nullptr) {
    fail(warp, lane, CUDA_ERROR_ILLEGAL_ADDRESS, std::string("a read from ") + nameOf(at.space) + ": " + complaint);
  }
  return found;
}

uint8_t* Group::write(Warp& warp, int lane, const Access& access) {
  std::string complaint;
  uint8_t* found = nullptr;
  Access at = resolved(warp, lane, access);
  switch (at.space) {
    case AddressSpace::SHARED: found = shared_.write(at.address, at.bytes, &complaint); break;
    case AddressSpace::LOCAL: found = localOf(warp, lane).write(at.address, at.bytes, &complaint); break;
    case AddressSpace::GLOBAL: found = global_.write(at.address, at.bytes, &complaint); break;
    default: complaint = "it cannot be written"; break;
  }
  if (found == nullptr) {
    fail(warp, lane, CUDA_ERROR_ILLEGAL_ADDRESS, std::string("a write to ") + nameOf(at.space) + ": " + complaint);
  }
  return found;
}

SharedMemory& Group::localOf(const Warp& warp, int lane) {
  if (local_.empty()) fail(warp, lane, CUDA_ERROR_ILLEGAL_ADDRESS, "the kernel has no local variables");
  return local_.at(static_cast<size_t>(warp.number * WARP_SIZE + lane));
}

void Group::fail(const Warp& warp, int lane, CUresult code, const std::string& what) {
  LanePlace at = place_.laneAt(warp.number, lane);
  const uint32_t* group = place_.group;
  throw KernelFault{cudasim::fault(
      code, "kernel %s, lane (%u, %u, %u) of group (%u, %u, %u), line %d of its PTX, %s: %s", program_.name.c_str(),
      at.x, at.y, at.z, group[0], group[1], group[2], current_->line, current_->opcode.c_str(), what.c_str())};
}

}  // namespace cudasim::ptx

// One group of lanes: its warps, its memory, and whose turn it is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../fault.h"
#include "../launch_order.h"
#include "address_space.h"
#include "global_memory.h"
#include "program.h"
#include "shared_memory.h"
#include "warp.h"

namespace cudasim::ptx {

struct LanePlace {
  uint32_t x, y, z;
};

struct GroupPlace {
  uint32_t group[3];
  uint32_t groups[3];
  uint32_t lanes[3];

  // Warps take the lanes along x first, then y, then z.
  LanePlace laneAt(int warp, int lane) const {
    uint32_t flat = static_cast<uint32_t>(warp * WARP_SIZE + lane);
    return {flat % lanes[0], flat / lanes[0] % lanes[1], flat / lanes[0] / lanes[1]};
  }
};

// Ends the launch.
struct KernelFault {
  Fault fault;
};

struct Access {
  AddressSpace space;
  uint64_t address;
  uint32_t bytes;
  bool nonCoherent = false;
};

class Group {
 public:
  Group(const Program& program, const GroupPlace& place, const std::vector<uint8_t>& parameters,
        uint32_t openSharedBytes, const GlobalMemory& global);

  uint32_t laneCount() const { return place_.lanes[0] * place_.lanes[1] * place_.lanes[2]; }
  const GroupPlace& place() const { return place_; }

  // Runs the group at this place of the grid to its end. Throws a KernelFault.
  void run(const uint32_t group[3], LaneOrder order, OrderRandom random);

  // For instructions.
  const uint8_t* read(Warp& warp, int lane, const Access& access);
  uint8_t* write(Warp& warp, int lane, const Access& access);
  SharedMemory& shared() { return shared_; }
  [[noreturn]] void fail(const Warp& warp, int lane, CUresult code, const std::string& what);

 private:
  // Fragments of one strand of a warp, which run until all of them wait.
  struct Strand {
    Warp* warp;
    int number;
  };

  void splitIntoStrands(Warp& warp, LaneMask lanes, uint32_t at);
  bool runSomeStrand();
  Fragment* lowestReady(Warp& warp, int strand, const Fragment* besides);
  void runStrand(Warp& warp, int strand, uint64_t quantum);
  void branch(Warp& warp, Fragment& fragment, LaneMask taken, uint32_t target);
  void arriveAtCollective(Warp& warp, Fragment& fragment, const Instruction& instruction);
  void requireMembers(const Warp& warp, const Fragment& fragment);
  bool passBarrier();
  void execute(const Instruction& instruction, Warp& warp, LaneMask lanes);
  void requireWritten(const Instruction& instruction, Warp& warp, LaneMask lanes);
  void countInstruction(Warp& warp);
  [[noreturn]] void failDeadlock();
  Access resolved(Warp& warp, int lane, const Access& access);
  SharedMemory& localOf(const Warp& warp, int lane);

  const Program& program_;
  GroupPlace place_;
  const std::vector<uint8_t>& parameters_;
  GlobalMemory global_;
  SharedMemory shared_;
  std::vector<SharedMemory> local_;  // of each lane, where the program has local variables
  std::vector<std::unique_ptr<Warp>> warps_;

  LaneOrder order_ = LaneOrder::FORWARD;
  OrderRandom random_{0};
  const Instruction* current_ = nullptr;
  uint64_t instructions_ = 0;
};

}  // namespace cudasim::ptx

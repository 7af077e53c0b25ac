// The registers of a warp, and where its lanes are in the program.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "program.h"

namespace cudasim::ptx {

class Group;

// Lanes of a warp that are at the same instruction and run it together.
struct Fragment {
  enum class State { READY, AT_BARRIER, AT_COLLECTIVE };

  LaneMask lanes;
  uint32_t at;
  int strand;  // fragments of different strands never join: they run as if they had nothing to do with each other
  State state = State::READY;
  LaneMask members = 0;  // AT_COLLECTIVE: the lanes that take part, as these say
};

// Written to shared memory by the copy unit once the lane waits for it.
struct PendingCopy {
  int lane;
  uint32_t target;
  uint64_t source;
  uint32_t bytes;
  uint32_t sourceBytes;  // the rest becomes 0
  int batch;
};

class Warp {
 public:
  Warp(Group& group, const Program& program, int number);

  // As at the start of a group: no register is written but those that are filled beforehand.
  void start();

  template <class T>
  T* lanes(const Register& which) {
    return reinterpret_cast<T*>(values_.get() + which.offset);
  }

  // A predicate of all lanes.
  LaneMask& bits(const Register& which) { return *lanes<LaneMask>(which); }
  LaneMask predicate(const Register& which) { return which.negated ? ~bits(which) : bits(which); }

  // Which lanes have ever written a register.
  LaneMask& written(const Register& which) { return written_[which.number]; }

  // A lane's value, extended with zeros from the register's own width.
  uint64_t value(const Register& which, int lane);
  // Keeps as many bytes as the register has.
  void setValue(const Register& which, int lane, uint64_t value);

  Group& group;
  const int number;
  LaneMask present;  // lanes that the warp has; the last warp of a group may be short
  LaneMask exited = 0;
  std::vector<Fragment> fragments;
  std::vector<PendingCopy> copies;
  int batches[WARP_SIZE] = {};  // of copies that each lane has committed

 private:
  void fill(const Prefilled& each);

  const Program& program_;
  std::unique_ptr<char[]> values_;
  std::vector<LaneMask> written_;
};

}  // namespace cudasim::ptx

// Device memory as the groups of one launch see it: each access is checked against the allocations.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "../memory.h"

namespace cudasim::ptx {

// What has happened to the words of each allocation during one launch, for loads that count on no writes
// (ld.global.nc).
// Shared by all threads that work on the launch.
class NonCoherentUse {
 public:
  // Whether the word is being read by such loads and written in the same launch.
  bool conflictsAfterRead(const Allocation& allocation, uint64_t address, uint32_t bytes);
  bool conflictsAfterWrite(const Allocation& allocation, uint64_t address, uint32_t bytes);

 private:
  using Words = std::vector<std::atomic<uint8_t>>;

  Words& wordsOf(const Allocation& allocation);
  bool mark(const Allocation& allocation, uint64_t address, uint32_t bytes, uint8_t own, uint8_t other);

  std::mutex lock_;
  std::map<uintptr_t, std::unique_ptr<Words>> words_;
};

class GlobalMemory {
 public:
  // `device` owns what may be accessed. The use is null where no load is of that kind.
  GlobalMemory(int device, NonCoherentUse* nonCoherent) : device_(device), nonCoherent_(nonCoherent) {}

  // Null, with the reason, where the bytes are not all in one allocation of the device.
  uint8_t* read(uint64_t address, uint32_t bytes, bool nonCoherently, std::string* complaint);
  uint8_t* write(uint64_t address, uint32_t bytes, std::string* complaint);

 private:
  const Allocation* find(uint64_t address, uint32_t bytes, std::string* complaint);

  static constexpr int REMEMBERED = 4;

  int device_;
  NonCoherentUse* nonCoherent_;
  const Allocation* recent_[REMEMBERED] = {};
  int oldest_ = 0;
};

}  // namespace cudasim::ptx

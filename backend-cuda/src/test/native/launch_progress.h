// What the threads that run one launch share.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>

#include "launch.h"
#include "launch_order.h"
#include "ptx/global_memory.h"

namespace cudasim {

class LaunchProgress {
 public:
  explicit LaunchProgress(const Launch& launch) : launch(launch), order(launch.groupCount()) {}

  // Takes the next group; false when none is left or the launch has failed.
  bool takeGroup(uint64_t* group) {
    if (failed_) return false;
    uint64_t turn = nextTurn_++;
    if (turn >= launch.groupCount()) return false;
    *group = order.groupAt(turn);
    return true;
  }

  // The first failure is the one that counts.
  void fail(const Fault& fault) {
    std::lock_guard<std::mutex> lock(lock_);
    if (!fault_) fault_ = fault;
    failed_ = true;
  }

  // Once no thread works on the launch any more.
  const Fault& fault() const { return fault_; }

  const Launch& launch;
  const LaunchOrder order;
  ptx::NonCoherentUse nonCoherentUse;

 private:
  std::atomic<uint64_t> nextTurn_{0};
  std::atomic<bool> failed_{false};
  std::mutex lock_;
  Fault fault_;
};

}  // namespace cudasim

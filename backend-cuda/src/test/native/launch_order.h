// In which order the groups of a launch and the lanes of a group run; the launch of a graph draws from it too.
#pragma once

#include <cstdint>
#include <vector>

#include "settings.h"

namespace cudasim {

// A small generator of random numbers. The same seed gives the same order on every machine and number of threads.
class OrderRandom {
 public:
  explicit OrderRandom(uint64_t seed) : state_(seed) {}

  uint64_t next();
  uint64_t below(uint64_t limit) { return next() % limit; }

 private:
  uint64_t state_;
};

template <class T>
void shuffle(std::vector<T>& items, OrderRandom& random) {
  for (size_t i = items.size(); i > 1; i--) std::swap(items[i - 1], items[random.below(i)]);
}

class LaunchOrder {
 public:
  // For the next launch: each has another random order.
  explicit LaunchOrder(uint64_t groupCount);

  // Numbers the launches from the beginning, so that a random order can be had again.
  static void restart();

  LaneOrder kind() const { return kind_; }

  // The group whose turn it is.
  uint64_t groupAt(uint64_t turn) const;

  // For the lanes of one group.
  OrderRandom randomFor(uint64_t group) const;

 private:
  LaneOrder kind_;
  uint64_t groupCount_;
  uint64_t seed_;
  uint64_t stride_ = 1;   // a random order steps through the groups by a stride that meets every one of them
  uint64_t start_ = 0;
};

}  // namespace cudasim

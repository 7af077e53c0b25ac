// Device memory: ordinary host pages, laid out so that a wrong access is noticed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "cuda_types.h"

namespace cudasim {

struct Context;

struct Allocation {
  uintptr_t address;
  size_t bytes;
  Context* owner;
  char* mapping;     // guard, canaries, the allocation, canaries, guard
  size_t mappedBytes;

  uintptr_t end() const { return address + bytes; }

  // Also where the end of the range is beyond all numbers.
  bool contains(uintptr_t start, size_t count) const {
    return start >= address && start <= end() && count <= end() - start;
  }
};

// Null where no live allocation contains the address; the end of an allocation belongs to it too, because a view of
// no elements may lie there.
const Allocation* allocationAt(uintptr_t address);

// The range lies in one live allocation.
bool isDeviceRange(uintptr_t address, size_t bytes);

// Says what lies at an address that could not be used: for the message about a fault.
std::string describeAddress(uintptr_t address);

// Empty, or a sentence about a write just outside the allocation.
std::string damageAround(const Allocation& allocation);

void freeMemoryOf(Context& owner);

}  // namespace cudasim

// The state spaces that an address can lie in.
#pragma once

#include <cstdint>
#include <string>

namespace cudasim::ptx {

enum class AddressSpace : uint8_t { GENERIC, GLOBAL, SHARED, LOCAL, CONSTANT, PARAMETER };

// A generic address is one of global memory, or lies in the window of another space: above all that a host has.
inline uint64_t windowOf(AddressSpace space) {
  return space == AddressSpace::GLOBAL || space == AddressSpace::GENERIC ? 0 : static_cast<uint64_t>(space) << 56;
}

inline AddressSpace spaceOfGeneric(uint64_t address) {
  uint64_t window = address >> 56;
  bool isWindow = window >= static_cast<uint64_t>(AddressSpace::SHARED) &&
                  window <= static_cast<uint64_t>(AddressSpace::PARAMETER);
  return isWindow ? static_cast<AddressSpace>(window) : AddressSpace::GLOBAL;
}

}  // namespace cudasim::ptx

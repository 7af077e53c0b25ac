// Where the variables of a state space lie.
#include <algorithm>

#include "program.h"

namespace cudasim::ptx {
namespace {

constexpr uint32_t GAP = 64;  // between variables, so that an access behind one does not meet the next
constexpr uint32_t LEAST_ALIGNMENT = 16;

// Also where the end of the bytes is beyond all numbers.
bool holds(const MemoryRange& range, uint64_t address, uint32_t bytes) {
  uint64_t offset = address - range.start;
  return address >= range.start && offset <= range.bytes && bytes <= range.bytes - offset;
}

}  // namespace

uint32_t MemoryLayout::add(const std::string& name, uint64_t size, uint32_t alignment) {
  uint32_t start = roundUp(bytes, std::max(alignment, LEAST_ALIGNMENT));
  ranges.push_back({name, start, static_cast<uint32_t>(size)});
  bytes = start + static_cast<uint32_t>(size) + GAP;
  return start;
}

const MemoryRange* MemoryLayout::rangeOf(uint64_t address, uint32_t count, std::string* complaint) const {
  const MemoryRange* before = nullptr;
  for (const MemoryRange& each : ranges) {
    if (holds(each, address, count)) return &each;
    if (address >= each.start) before = &each;
  }
  *complaint = before == nullptr ? "outside of all variables"
                                 : std::to_string(address - before->start) + " bytes into " + before->name + " of " +
                                       std::to_string(before->bytes) + " bytes";
  return nullptr;
}

}  // namespace cudasim::ptx

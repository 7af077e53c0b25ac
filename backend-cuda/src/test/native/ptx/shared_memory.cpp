#include "shared_memory.h"

#include <algorithm>
#include <cstring>

namespace cudasim::ptx {
namespace {

constexpr uint32_t GAP = 64;  // between variables, so that an access behind one does not meet the next
constexpr uint32_t LEAST_ALIGNMENT = 16;
constexpr uint8_t POISON = 0xFF;

uint32_t roundUp(uint32_t value, uint32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

}  // namespace

uint32_t MemoryLayout::add(const std::string& name, uint64_t size, uint32_t alignment) {
  uint32_t start = roundUp(bytes, std::max(alignment, LEAST_ALIGNMENT));
  ranges.push_back({name, start, static_cast<uint32_t>(size)});
  bytes = start + static_cast<uint32_t>(size) + GAP;
  return start;
}

SharedMemory::SharedMemory(const MemoryLayout& layout, bool hasOpenArray, uint32_t openBytes)
    : ranges_(layout.ranges), bytes_(layout.bytes + openBytes), written_(layout.bytes + openBytes) {
  if (hasOpenArray) ranges_.back().bytes = openBytes;
  start();
}

void SharedMemory::start() {
  std::fill(bytes_.begin(), bytes_.end(), POISON);
  std::fill(written_.begin(), written_.end(), 0);
}

const MemoryRange* SharedMemory::rangeOf(uint64_t address, uint32_t bytes, std::string* complaint) const {
  const MemoryRange* before = nullptr;
  for (const MemoryRange& each : ranges_) {
    if (address < each.start) continue;
    if (address + bytes <= each.start + each.bytes) return &each;
    before = &each;
  }
  *complaint = before == nullptr ? "outside of all variables"
                                 : std::to_string(address - before->start) + " bytes into " + before->name + " of " +
                                       std::to_string(before->bytes) + " bytes";
  return nullptr;
}

uint8_t* SharedMemory::read(uint64_t address, uint32_t bytes, std::string* complaint) {
  const MemoryRange* range = rangeOf(address, bytes, complaint);
  if (range == nullptr) return nullptr;
  if (memchr(&written_[address], 0, bytes) != nullptr) {
    *complaint = std::to_string(address - range->start) + " bytes into " + range->name + ", where nobody has written";
    return nullptr;
  }
  return &bytes_[address];
}

uint8_t* SharedMemory::write(uint64_t address, uint32_t bytes, std::string* complaint) {
  if (rangeOf(address, bytes, complaint) == nullptr) return nullptr;
  memset(&written_[address], 1, bytes);
  return &bytes_[address];
}

void SharedMemory::forget(uint64_t address, uint32_t bytes) {
  memset(&bytes_[address], POISON, bytes);
  memset(&written_[address], 0, bytes);
}

}  // namespace cudasim::ptx

#include "shared_memory.h"

#include <algorithm>
#include <cstring>

namespace cudasim::ptx {
namespace {

constexpr uint8_t POISON = 0xFF;

}  // namespace

SharedMemory::SharedMemory(const MemoryLayout& layout, bool hasOpenArray, uint32_t openBytes)
    : layout_(layout), bytes_(layout.bytes + openBytes), written_(layout.bytes + openBytes) {
  if (hasOpenArray) layout_.ranges.back().bytes = openBytes;
  start();
}

void SharedMemory::start() {
  std::fill(bytes_.begin(), bytes_.end(), POISON);
  std::fill(written_.begin(), written_.end(), 0);
}

uint8_t* SharedMemory::read(uint64_t address, uint32_t bytes, std::string* complaint) {
  const MemoryRange* range = layout_.rangeOf(address, bytes, complaint);
  if (range == nullptr) return nullptr;
  if (memchr(&written_[address], 0, bytes) != nullptr) {
    *complaint = std::to_string(address - range->start) + " bytes into " + range->name + ", where nobody has written";
    return nullptr;
  }
  return &bytes_[address];
}

uint8_t* SharedMemory::write(uint64_t address, uint32_t bytes, std::string* complaint) {
  if (layout_.rangeOf(address, bytes, complaint) == nullptr) return nullptr;
  memset(&written_[address], 1, bytes);
  return &bytes_[address];
}

void SharedMemory::forget(uint64_t address, uint32_t bytes) {
  memset(&bytes_[address], POISON, bytes);
  memset(&written_[address], 0, bytes);
}

}  // namespace cudasim::ptx

#include "global_memory.h"

#include "../context.h"

namespace cudasim::ptx {
namespace {

constexpr uint8_t READ = 1;
constexpr uint8_t WRITTEN = 2;
constexpr uint64_t WORD = 4;

}  // namespace

NonCoherentUse::Words& NonCoherentUse::wordsOf(const Allocation& allocation) {
  std::lock_guard<std::mutex> lock(lock_);
  std::unique_ptr<Words>& words = words_[allocation.address];
  if (words == nullptr) words = std::make_unique<Words>(allocation.bytes / WORD + 1);
  return *words;
}

bool NonCoherentUse::mark(const Allocation& allocation, uint64_t address, uint32_t bytes, uint8_t own, uint8_t other) {
  Words& words = wordsOf(allocation);
  uint8_t seen = 0;
  for (uint64_t at = address - allocation.address; at < address - allocation.address + bytes; at += WORD) {
    seen |= words[at / WORD].fetch_or(own, std::memory_order_relaxed);
  }
  return (seen & other) != 0;
}

bool NonCoherentUse::conflictsAfterRead(const Allocation& allocation, uint64_t address, uint32_t bytes) {
  return mark(allocation, address, bytes, READ, WRITTEN);
}

bool NonCoherentUse::conflictsAfterWrite(const Allocation& allocation, uint64_t address, uint32_t bytes) {
  return mark(allocation, address, bytes, WRITTEN, READ);
}

const Allocation* GlobalMemory::find(uint64_t address, uint32_t bytes, std::string* complaint) {
  for (const Allocation* each : recent_) {
    if (each != nullptr && each->contains(address, bytes)) return each;
  }
  const Allocation* found = allocationAt(address);
  if (found == nullptr || !found->contains(address, bytes)) {
    *complaint = describeAddress(address);
    return nullptr;
  }
  if (found->owner->device != device_) {
    *complaint = "memory of device " + std::to_string(found->owner->device);
    return nullptr;
  }
  recent_[oldest_] = found;
  oldest_ = (oldest_ + 1) % REMEMBERED;
  return found;
}

uint8_t* GlobalMemory::read(uint64_t address, uint32_t bytes, bool nonCoherently, std::string* complaint) {
  const Allocation* found = find(address, bytes, complaint);
  if (found == nullptr) return nullptr;
  if (nonCoherently && nonCoherent_->conflictsAfterRead(*found, address, bytes)) {
    *complaint = "memory that the same launch writes, through the cache that does not see writes";
    return nullptr;
  }
  return reinterpret_cast<uint8_t*>(address);
}

uint8_t* GlobalMemory::write(uint64_t address, uint32_t bytes, std::string* complaint) {
  const Allocation* found = find(address, bytes, complaint);
  if (found == nullptr) return nullptr;
  if (nonCoherent_ != nullptr && nonCoherent_->conflictsAfterWrite(*found, address, bytes)) {
    *complaint = "memory that the same launch reads through the cache that does not see writes";
    return nullptr;
  }
  return reinterpret_cast<uint8_t*>(address);
}

}  // namespace cudasim::ptx

#include "memory.h"

#include <sys/mman.h>

#include <cstdio>
#include <cstring>
#include <deque>
#include <map>

#include "api_call.h"
#include "capture.h"
#include "settings.h"
#include "stream.h"

namespace cudasim {
namespace {

constexpr size_t PAGE = 4096;
constexpr size_t GUARD_BYTES = 1024 * 1024;  // before and behind each allocation; takes no memory
constexpr size_t ALIGNMENT = 256;  // what cuMemAlloc promises

// Four of these are a NaN: memory that was never written shows in the results.
constexpr int FRESH_BYTE = 0xFF;

// What fills the rest of the pages of an allocation. A float read from there is a NaN too, but not the fresh one, so
// that a write of fresh bytes is noticed.
class CanaryPattern {
 public:
  CanaryPattern() {
    for (size_t i = 0; i < sizeof bytes_; i++) bytes_[i] = i % 2 == 0 ? 0xC5 : 0xFF;
  }

  void fill(char* from, const char* to) const { memcpy(from, patternFor(from), static_cast<size_t>(to - from)); }

  // The first byte of the range that was overwritten, or null.
  const char* firstDamage(const char* from, const char* to) const {
    const unsigned char* expected = patternFor(from);
    size_t bytes = static_cast<size_t>(to - from);
    if (memcmp(from, expected, bytes) == 0) return nullptr;
    size_t i = 0;
    while (static_cast<unsigned char>(from[i]) == expected[i]) i++;
    return from + i;
  }

 private:
  // By the address, so that it looks the same in every float.
  const unsigned char* patternFor(const char* start) const { return bytes_ + reinterpret_cast<uintptr_t>(start) % 2; }

  unsigned char bytes_[PAGE + 2];  // what surrounds an allocation is less than a page on each side
};

const CanaryPattern& canaries() {
  static const CanaryPattern& instance = *new CanaryPattern();
  return instance;
}

// Freed allocations stay mapped without access, so that a use after free faults and can be named. Not for ever,
// because the number of mappings of a process is limited.
constexpr size_t QUARANTINE_LENGTH = 4096;

struct Memory {
  std::map<uintptr_t, Allocation> live;  // by address
  std::deque<Allocation> quarantine;     // oldest first
  std::map<int, size_t> bytesInUse;      // by device
};

Memory& memory() {
  static Memory& instance = *new Memory();
  return instance;
}

size_t roundUp(size_t value, size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

char* usableStart(const Allocation& allocation) { return allocation.mapping + GUARD_BYTES; }
char* usableEnd(const Allocation& allocation) { return allocation.mapping + allocation.mappedBytes - GUARD_BYTES; }

CUresult allocate(Context& owner, size_t bytes, Allocation* allocated) {
  size_t& inUse = memory().bytesInUse[owner.device];
  if (bytes > settings().memoryBytes || inUse > settings().memoryBytes - bytes) return CUDA_ERROR_OUT_OF_MEMORY;
  size_t usable = roundUp(bytes, PAGE);
  size_t mapped = usable + 2 * GUARD_BYTES;
  void* mapping = mmap(nullptr, mapped, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return CUDA_ERROR_OUT_OF_MEMORY;

  Allocation made;
  made.mapping = static_cast<char*>(mapping);
  made.mappedBytes = mapped;
  made.bytes = bytes;
  made.owner = &owner;
  if (mprotect(usableStart(made), usable, PROT_READ | PROT_WRITE) != 0) {
    munmap(mapping, mapped);
    return CUDA_ERROR_OUT_OF_MEMORY;
  }
  // As close to the guard behind it as its alignment allows.
  char* start = usableStart(made) + (usable - bytes) / ALIGNMENT * ALIGNMENT;
  made.address = reinterpret_cast<uintptr_t>(start);

  char* behind = start + bytes;
  canaries().fill(usableStart(made), start);
  memset(start, FRESH_BYTE, bytes);
  canaries().fill(behind, usableEnd(made));

  inUse += bytes;
  memory().live[made.address] = made;
  *allocated = made;
  return CUDA_SUCCESS;
}

void release(const Allocation& allocation) {
  mprotect(allocation.mapping, allocation.mappedBytes, PROT_NONE);
  madvise(allocation.mapping, allocation.mappedBytes, MADV_DONTNEED);
  memory().bytesInUse[allocation.owner->device] -= allocation.bytes;
  std::deque<Allocation>& quarantine = memory().quarantine;
  quarantine.push_back(allocation);
  memory().live.erase(allocation.address);
  if (quarantine.size() > QUARANTINE_LENGTH) {
    munmap(quarantine.front().mapping, quarantine.front().mappedBytes);
    quarantine.pop_front();
  }
}

bool mappingContains(const Allocation& allocation, uintptr_t address) {
  uintptr_t start = reinterpret_cast<uintptr_t>(allocation.mapping);
  return address >= start && address < start + allocation.mappedBytes;
}

std::string describeWithin(const char* state, const Allocation& allocation, uintptr_t address) {
  char text[160];
  if (address < allocation.address) {
    snprintf(text, sizeof text, "%zu bytes before %s allocation of %zu bytes", size_t(allocation.address - address),
             state, allocation.bytes);
  } else if (address >= allocation.end()) {
    snprintf(text, sizeof text, "%zu bytes after the end of %s allocation of %zu bytes",
             size_t(address - allocation.end()), state, allocation.bytes);
  } else {
    snprintf(text, sizeof text, "at byte %zu of %s allocation of %zu bytes", size_t(address - allocation.address),
             state, allocation.bytes);
  }
  return text;
}

}  // namespace

const Allocation* allocationAt(uintptr_t address) {
  std::map<uintptr_t, Allocation>& live = memory().live;
  auto next = live.upper_bound(address);
  if (next == live.begin()) return nullptr;
  const Allocation& candidate = std::prev(next)->second;
  return address <= candidate.end() ? &candidate : nullptr;
}

bool isDeviceRange(uintptr_t address, size_t bytes) {
  const Allocation* found = allocationAt(address);
  return found != nullptr && found->contains(address, bytes);
}

std::string describeAddress(uintptr_t address) {
  for (const auto& entry : memory().live) {
    if (mappingContains(entry.second, address)) return describeWithin("an", entry.second, address);
  }
  for (auto each = memory().quarantine.rbegin(); each != memory().quarantine.rend(); ++each) {
    if (mappingContains(*each, address)) return describeWithin("a freed", *each, address);
  }
  char text[80];
  snprintf(text, sizeof text, "%p, which is no device memory", reinterpret_cast<void*>(address));
  return text;
}

std::string damageAround(const Allocation& allocation) {
  const char* start = reinterpret_cast<const char*>(allocation.address);
  const char* damage = canaries().firstDamage(start + allocation.bytes, usableEnd(allocation));
  if (damage == nullptr) damage = canaries().firstDamage(usableStart(allocation), start);
  if (damage == nullptr) return std::string();
  return "a write " + describeWithin("an", allocation, reinterpret_cast<uintptr_t>(damage));
}

void freeMemoryOf(Context& owner) {
  std::map<uintptr_t, Allocation>& live = memory().live;
  for (auto each = live.begin(); each != live.end();) {
    Allocation allocation = (each++)->second;
    if (allocation.owner == &owner) release(allocation);
  }
}

}  // namespace cudasim

using namespace cudasim;

API CUresult cuMemAlloc_v2(CUdeviceptr* address, size_t bytes) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (CUresult refused = refuseUnsafeCall()) return refused;
  if (address == nullptr || bytes == 0) return CUDA_ERROR_INVALID_VALUE;
  Allocation made;
  if (CUresult failed = allocate(call.context(), bytes, &made)) return failed;
  *address = made.address;
  return CUDA_SUCCESS;
}

API CUresult cuMemFree_v2(CUdeviceptr address) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  if (CUresult refused = refuseUnsafeCall()) return refused;
  if (address == 0) return CUDA_SUCCESS;
  auto found = memory().live.find(address);
  if (found == memory().live.end()) return CUDA_ERROR_INVALID_VALUE;
  // A real driver lets work that is under way finish first.
  runAll(call.context());
  release(found->second);
  return CUDA_SUCCESS;
}

API CUresult cuMemGetInfo_v2(size_t* free, size_t* total) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  *total = settings().memoryBytes;
  *free = settings().memoryBytes - memory().bytesInUse[call.context().device];
  return CUDA_SUCCESS;
}

API CUresult cuMemGetAddressRange_v2(CUdeviceptr* base, size_t* bytes, CUdeviceptr address) {
  ApiCall call(__func__, Needs::CONTEXT);
  if (call.error) return call.error;
  const Allocation* found = allocationAt(address);
  if (found == nullptr || address == found->end()) return CUDA_ERROR_NOT_FOUND;
  if (base != nullptr) *base = found->address;
  if (bytes != nullptr) *bytes = found->bytes;
  return CUDA_SUCCESS;
}

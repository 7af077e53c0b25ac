#include "local_memory.h"

#include <cstdlib>
#include <cstring>

#include "device.h"

namespace cudasim {
namespace {

constexpr unsigned char FRESH_BYTE = 0xFF;  // also the canary: what lies between the arrays stays fresh
constexpr size_t CANARY_BYTES = 64;
constexpr size_t ALIGNMENT = 16;
constexpr size_t MOST_ARRAYS = 64;
constexpr size_t MEMORY_BYTES = LOCAL_MEMORY_BYTES + MOST_ARRAYS * (CANARY_BYTES + ALIGNMENT);

}  // namespace

LocalMemory::LocalMemory() : memory_(static_cast<char*>(aligned_alloc(CANARY_BYTES, MEMORY_BYTES))) {
  arrays_.reserve(MOST_ARRAYS);
}

LocalMemory::~LocalMemory() { free(memory_); }

void LocalMemory::startLaunch() {
  arrays_.clear();
  used_ = 0;
  arrayBytes_ = 0;
}

void LocalMemory::startGroup() { memset(memory_, FRESH_BYTE, used_); }

void* LocalMemory::array(const void* key, size_t bytes, const char* name) {
  for (const Array& each : arrays_) {
    if (each.key == key) return memory_ + each.offset;
  }
  if (arrayBytes_ + bytes > LOCAL_MEMORY_BYTES || arrays_.size() == MOST_ARRAYS) return nullptr;
  size_t offset = used_;
  arrayBytes_ += bytes;
  used_ = (offset + bytes + CANARY_BYTES + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  memset(memory_ + offset, FRESH_BYTE, used_ - offset);
  arrays_.push_back({key, name, offset, bytes});
  return memory_ + offset;
}

Fault LocalMemory::damage() const {
  for (const Array& each : arrays_) {
    const char* behind = memory_ + each.offset + each.bytes;
    for (size_t i = 0; i < CANARY_BYTES; i++) {
      if (static_cast<unsigned char>(behind[i]) != FRESH_BYTE) {
        return fault(CUDA_ERROR_ILLEGAL_ADDRESS,
                     "a write %zu bytes after the end of the local array %s of %zu bytes", i, each.name, each.bytes);
      }
    }
  }
  return Fault();
}

}  // namespace cudasim

// Memory of fixed layout that one group (shared) or one lane (local) has for itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "program.h"

namespace cudasim::ptx {

class SharedMemory {
 public:
  // The open array, if there is one, gets `openBytes`.
  SharedMemory(const MemoryLayout& layout, bool hasOpenArray, uint32_t openBytes);

  // As if nobody had ever written to it.
  void start();

  // Null, with the reason, where the bytes are not all in one variable; for a read also where nobody has written them.
  uint8_t* read(uint64_t address, uint32_t bytes, std::string* complaint);
  uint8_t* write(uint64_t address, uint32_t bytes, std::string* complaint);

  // The bytes are as good as never written.
  void forget(uint64_t address, uint32_t bytes);

 private:
  MemoryLayout layout_;
  std::vector<uint8_t> bytes_;
  std::vector<uint8_t> written_;
};

}  // namespace cudasim::ptx

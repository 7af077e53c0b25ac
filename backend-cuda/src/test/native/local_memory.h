// The local (shared) memory of one work-group.
#pragma once

#include <cstddef>
#include <vector>

#include "fault.h"

namespace cudasim {

class LocalMemory {
 public:
  LocalMemory();
  LocalMemory(const LocalMemory&) = delete;
  ~LocalMemory();

  // Another kernel: its arrays are not known yet.
  void startLaunch();

  // Makes the memory as good as never written: every float in it is NaN.
  void startGroup();

  // The array with this key, made when it is first asked for. Null where the memory does not suffice.
  void* array(const void* key, size_t bytes, const char* name);

  // A write behind one of the arrays, if there was one.
  Fault damage() const;

 private:
  struct Array {
    const void* key;
    const char* name;
    size_t offset;
    size_t bytes;
  };

  char* memory_;
  size_t used_ = 0;          // canaries included
  size_t arrayBytes_ = 0;    // without them: what a real device would count
  std::vector<Array> arrays_;
};

}  // namespace cudasim

// Host memory that the driver handed out (pinned), as opposed to any other (pageable): copies treat them differently.
#pragma once

#include <cstddef>

namespace cudasim {

bool isPinnedRange(const void* address, size_t bytes);

}  // namespace cudasim

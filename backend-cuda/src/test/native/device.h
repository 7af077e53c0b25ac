#pragma once

namespace cudasim {

bool deviceExists(int device);

constexpr int MAX_GROUP_LANES = 1024;
constexpr int MAX_GROUP_DEPTH = 64;
constexpr int MAX_GRID_WIDTH = 2147483647;
constexpr int MAX_GRID_HEIGHT = 65535;
constexpr int LOCAL_MEMORY_BYTES = 48 * 1024;
constexpr int WARP_LANES = 32;

}  // namespace cudasim

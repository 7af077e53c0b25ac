#pragma once

namespace cudasim::ptx {

// The newest PTX version that a driver of this version compiles: 70 for 7.0.
int newestVersion(int driverVersion);

}  // namespace cudasim::ptx

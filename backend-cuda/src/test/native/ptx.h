// What the simulator reads in the text of a PTX module: everything but the instructions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cudasim {

struct PtxEntry {
  std::string name;
  std::vector<uint32_t> parameterBytes;
  uint32_t maxLanes = 0;    // .maxntid or .reqntid; 0 where neither is there
  uint32_t localBytes = 0;  // of .shared arrays
};

struct PtxModule {
  int version = 0;  // 70 for .version 7.0
  int target = 0;   // 75 for sm_75
  std::vector<PtxEntry> entries;
};

// Whether the text is PTX at all; if not, the complaint says what is missing.
bool parsePtx(const std::string& text, PtxModule* module, std::string* complaint);

// The newest PTX version that a driver of this version compiles.
int newestPtxVersion(int driverVersion);

}  // namespace cudasim

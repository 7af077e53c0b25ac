#include "driver_version.h"

namespace cudasim::ptx {

int newestVersion(int driverVersion) {
  // From the release history in NVIDIA's PTX manual.
  static const int RELEASES[][2] = {{10000, 63}, {10010, 64}, {10020, 65}, {11000, 70}, {11010, 71}, {11020, 72},
                                    {11030, 73}, {11040, 74}, {11050, 75}, {11060, 76}, {11070, 77}, {11080, 78},
                                    {12000, 80}, {12010, 81}, {12020, 82}, {12030, 83}, {12040, 84}, {12050, 85},
                                    {12070, 86}, {12080, 87}, {12090, 88}, {13000, 90}};
  int newest = 0;
  for (const auto& release : RELEASES) {
    if (driverVersion >= release[0]) newest = release[1];
  }
  return newest;
}

}  // namespace cudasim::ptx

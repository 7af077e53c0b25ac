#include "program_runner.h"

#include "../context.h"
#include "group.h"

namespace cudasim::ptx {

void runGroups(LaunchProgress& progress) {
  const Launch& launch = progress.launch;
  GroupPlace place{};
  for (int d = 0; d < 3; d++) {
    place.groups[d] = static_cast<uint32_t>(launch.groups[d]);
    place.lanes[d] = static_cast<uint32_t>(launch.lanes[d]);
  }
  GlobalMemory global(launch.device, launch.program->readsNonCoherently ? &progress.nonCoherentUse : nullptr);
  Group group(*launch.program, place, launch.parameterBlock, launch.openSharedBytes, global);
  uint64_t number;
  while (progress.takeGroup(&number)) {
    const uint32_t at[3] = {static_cast<uint32_t>(number % place.groups[0]),
                            static_cast<uint32_t>(number / place.groups[0] % place.groups[1]),
                            static_cast<uint32_t>(number / place.groups[0] / place.groups[1])};
    try {
      group.run(at, progress.order.kind(), progress.order.randomFor(number));
    } catch (const KernelFault& failed) {
      progress.fail(failed.fault);
    }
  }
}

}  // namespace cudasim::ptx

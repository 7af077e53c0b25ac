package dev.trine.kernels;

import java.util.Set;

/** A prepared launch and the buffers that must still be open when it runs. */
record BoundLaunch(Launch launch, Set<DeviceBuffer> buffers) {}

package dev.trine.opencl;

/**
 * The same on a device that is driven as one with memory of its own: transfers beside other work,
 * pinned host memory.
 */
class RemoteRuntimeTest extends OpenClRuntimeTest {
  @Override
  OpenClDevice target() {
    OpenClDevice found = super.target();
    return new OpenClDevice(
        found.platform(), found.id(), found.device(), found.limits(), /* onHost= */ false);
  }
}

package dev.trine.kernels;

/** Placeholder for the javadoc links of this package until the class lands. */
final class DeviceBackend {}

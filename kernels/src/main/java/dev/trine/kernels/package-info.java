/**
 * The device kernels and the backend that launches them: {@link dev.trine.kernels.DeviceBackend} is
 * the whole backend interface over the few things that a device API must offer, {@link
 * dev.trine.kernels.DeviceRuntime}.
 */
package dev.trine.kernels;

/**
 * The device kernels on any OpenCL 1.2 device, through JOCL. {@link
 * dev.trine.opencl.OpenClProvider} finds devices, {@link dev.trine.opencl.OpenClRuntime} drives
 * one; no class but {@link dev.trine.opencl.OpenClLibrary} may be the first to touch JOCL.
 */
package dev.trine.opencl;

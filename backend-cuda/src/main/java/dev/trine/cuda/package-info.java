/**
 * The device kernels on NVIDIA GPUs, through JCuda's driver API: nothing but the driver is needed.
 * {@link dev.trine.cuda.CudaProvider} finds devices, {@link dev.trine.cuda.CudaRuntime} drives one;
 * no class but {@link dev.trine.cuda.CudaLibrary} may be the first to touch JCuda.
 *
 * <p>Only functions as old as CUDA 11.0 are called, or the driver's version is asked before: one
 * that a driver lacks ends the process.
 */
package dev.trine.cuda;

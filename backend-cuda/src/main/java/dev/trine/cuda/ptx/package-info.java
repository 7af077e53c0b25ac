/**
 * Expressions as text in NVIDIA's portable assembly. {@link dev.trine.cuda.ptx.PtxRenderer} writes
 * kernels; knows no driver.
 */
package dev.trine.cuda.ptx;

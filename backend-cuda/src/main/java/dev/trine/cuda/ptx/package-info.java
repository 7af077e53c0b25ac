/**
 * Expressions as text in NVIDIA's portable assembly. {@link dev.trine.cuda.ptx.MapRenderer} writes
 * kernels; knows no driver.
 */
package dev.trine.cuda.ptx;

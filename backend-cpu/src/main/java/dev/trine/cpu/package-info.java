/**
 * The CPU as a device: matrix products by oneDNN where its native library loads and in plain Java
 * elsewhere, everything else in Java loops over blocks that the just-in-time compiler vectorises.
 */
package dev.trine.cpu;

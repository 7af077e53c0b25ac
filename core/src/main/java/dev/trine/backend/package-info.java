/**
 * Devices and the choice of one. {@link dev.trine.backend.Backends} opens a {@link
 * dev.trine.backend.Backend}, whose op groups bind calls on views of its memory. Whoever writes a
 * backend finds here what they all share: {@link dev.trine.backend.Contract} checks arguments,
 * {@link dev.trine.backend.Confinement} lets one thread at a time in, {@link
 * dev.trine.backend.MemoryAccount} counts memory.
 */
package dev.trine.backend;

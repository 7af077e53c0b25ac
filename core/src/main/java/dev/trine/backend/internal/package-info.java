/**
 * What those who write a backend share; nothing here is for users. {@link
 * dev.trine.backend.internal.Contract} checks arguments, {@link
 * dev.trine.backend.internal.Confinement} lets one thread at a time in, {@link
 * dev.trine.backend.internal.MemoryAccount} counts memory, {@link
 * dev.trine.backend.internal.SelfCheck} is what a device must get right when it is opened.
 */
package dev.trine.backend.internal;

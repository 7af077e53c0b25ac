/**
 * Devices and the choice of one. {@link dev.trine.backend.Backends} opens a {@link
 * dev.trine.backend.Backend}, which binds the ops of {@link dev.trine.backend.op} to views of its
 * memory.
 */
package dev.trine.backend;

/**
 * Expressions as loops over blocks of elements, generated as bytecode in the form that the JVM's
 * compiler vectorises. Knows listings and arrays, and neither memory nor threads.
 */
package dev.trine.cpu.loops;

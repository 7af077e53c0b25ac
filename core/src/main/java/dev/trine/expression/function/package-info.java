/**
 * Functions of single-precision numbers, one file each: elementary functions, activation functions,
 * and derivatives that have formulas of their own.
 */
package dev.trine.expression.function;

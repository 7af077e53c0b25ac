/** Shapes and element types. */
package dev.trine.tensor;

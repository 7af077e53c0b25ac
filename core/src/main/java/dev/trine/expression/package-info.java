/**
 * What is computed for one element, as data that each backend renders for its own machine. An
 * {@link dev.trine.expression.Expression} is a tree of operations whose results IEEE 754 fixes to
 * the bit, so that OpenCL C, PTX and Java give the same bits; functions such as the exponential are
 * trees of the same operations (package {@code function}), written once.
 */
package dev.trine.expression;

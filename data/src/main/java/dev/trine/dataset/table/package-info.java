/**
 * Tables of comma-separated values and the like, and how their columns become the features and
 * targets of a {@link dev.trine.data.Dataset}.
 */
package dev.trine.dataset.table;

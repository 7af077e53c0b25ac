/**
 * Which rows are trained on and which are held out, as indices for {@link
 * dev.trine.data.Dataset#select} and {@link dev.trine.dataset.table.Table#select}; and how much
 * classes weigh.
 */
package dev.trine.dataset.split;

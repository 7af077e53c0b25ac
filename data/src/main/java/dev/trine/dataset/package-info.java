/**
 * Reads data sets of others: tables, images, arrays, sound and text, each in a package of its own.
 */
package dev.trine.dataset;

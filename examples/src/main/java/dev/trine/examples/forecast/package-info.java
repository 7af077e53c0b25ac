/** Next year's sunspots, of those of all years before. */
package dev.trine.examples.forecast;

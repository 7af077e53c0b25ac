/** How images are changed while they are trained on. */
package dev.trine.cli.train.augment;

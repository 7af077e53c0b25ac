/** Files in IDX format, as MNIST comes in. */
package dev.trine.dataset.idx;

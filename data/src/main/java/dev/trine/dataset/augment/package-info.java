/**
 * Examples changed at random while a network is trained, so that it learns what does not matter.
 */
package dev.trine.dataset.augment;

/** Folders of sounds. */
package dev.trine.dataset.sound;

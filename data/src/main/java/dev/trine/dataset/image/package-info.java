/** Folders of images. */
package dev.trine.dataset.image;

/** Folders of files that are one example each. */
package dev.trine.dataset.folder;

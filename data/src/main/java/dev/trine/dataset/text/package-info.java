/** Text, character by character. */
package dev.trine.dataset.text;

/** Files of tensors. */
package dev.trine.io;

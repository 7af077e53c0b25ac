/** Tells faces from other things in small pictures, and learns what is common to faces. */
package dev.trine.examples.faces;

/**
 * The oracle: a backend that computes in double precision with the plainest loops that say what
 * each op means. Slow and obviously right; every other backend is judged by it.
 */
package dev.trine.reference;

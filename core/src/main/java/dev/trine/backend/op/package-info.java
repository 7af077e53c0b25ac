/**
 * What a backend computes: the specification of each op, and the groups of methods that bind them.
 * Every backend computes the same.
 */
package dev.trine.backend.op;

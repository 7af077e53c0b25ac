/** The ops of which graphs are made, one small file each. */
package dev.trine.graph.ops;

/** {@code trine export}: models for other programs. */
package dev.trine.cli.export;

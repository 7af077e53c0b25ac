/** {@code trine devices}. */
package dev.trine.cli.devices;

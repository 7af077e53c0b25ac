/** {@code trine bench}: the speed of a workload as a share of what the device can do. */
package dev.trine.cli.bench;

/** Whether uploads beside the work, and programs whose inputs come that way, keep their order. */
package dev.trine.conformance.transfer;

/** What the tests of several backends need of the machine and its processes. No JUnit in here. */
package dev.trine.conformance.harness;

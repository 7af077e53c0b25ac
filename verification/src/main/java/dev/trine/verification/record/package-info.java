/** What slow tests have passed, so that they need not check it again while it is the same. */
package dev.trine.verification.record;

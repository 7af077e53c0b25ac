/** What the project's tests tell of themselves, for {@code ./verify}. */
package dev.trine.verification;

package dev.trine.backend.internal;

/**
 * Why something cannot be used here, and what the user can do about it.
 *
 * @param reason one clause
 * @param remedy one clause
 */
public record Unavailable(String reason, String remedy) {}

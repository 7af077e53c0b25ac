package dev.trine.opencl;

/** Why OpenCL cannot be used here, in one clause, and what the user can do about it. */
record Unavailable(String reason, String remedy) {}

package dev.trine.io.json;

/** What a value in a JSON text can be. */
enum JsonKind {
  OBJECT,
  LIST,
  TEXT,
  NUMBER,
  FLAG,
  NOTHING
}

package dev.trine.nn;

/**
 * A layer that walks along sequences, [batch, time, features], and keeps a state from step to step.
 * It gives [batch, units] or [batch, time, units], and is trained by backpropagation through all of
 * its steps (Werbos 1990).
 *
 * <p>For a number of gates its parameters are {@code input-weight} [features, gates·units], {@code
 * recurrent-weight} [units, gates·units], {@code input-bias} and {@code recurrent-bias}, each
 * [gates·units].
 */
public sealed interface RecurrentLayer extends UnaryLayer permits Recurrent, Lstm, Gru {
  /** Elements of the state, and of each step's output. */
  int units();

  /** Which outputs it gives. */
  Returns returns();

  /** Whether it walks from the end of time to its beginning. */
  boolean backwards();

  /** The same layer, walking the other way. */
  RecurrentLayer reversed();
}

/**
 * Networks and models: {@link dev.trine.nn.Layers} make up a {@link dev.trine.nn.Network}, which
 * with its weights on a backend is a {@link dev.trine.nn.Model}.
 */
package dev.trine.nn;

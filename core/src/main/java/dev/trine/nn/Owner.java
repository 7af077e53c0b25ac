package dev.trine.nn;

/**
 * Whose a parameter is.
 *
 * @param around what the layer is a part of; null if that is the network
 */
record Owner(Layer layer, Layer around) {}

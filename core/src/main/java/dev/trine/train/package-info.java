/**
 * Training: {@link dev.trine.train.Trainer} runs whole epochs, {@link dev.trine.train.TrainStep} is
 * one step for loops of one's own.
 */
package dev.trine.train;

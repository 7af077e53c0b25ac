package dev.trine.train;

/**
 * Within an epoch.
 *
 * @param epoch from 1
 * @param epochs how many there will be at most
 * @param examples how many were seen in this epoch
 * @param total how many the epoch has
 * @param loss the mean so far
 * @param accuracy so far; NaN where the loss has no right answers
 */
public record Progress(
    int epoch,
    int epochs,
    int examples,
    int total,
    double loss,
    double accuracy,
    double samplesPerSecond) {}

/**
 * Reports: one HTML file that has all it shows in it, and asks no network for anything. {@link
 * dev.trine.report.Report} is a page of sections, {@link dev.trine.report.TrainingReport} that of a
 * finished training.
 */
package dev.trine.report;

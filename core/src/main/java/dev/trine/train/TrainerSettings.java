package dev.trine.train;

import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import java.util.List;

/**
 * How a model is trained.
 *
 * @param loss null for the one that suits the data
 * @param validation the fraction of the data held out to watch generalisation; 0 for none
 * @param stoppingRule null for none
 */
record TrainerSettings(
    Model model,
    Loss loss,
    Optimizer optimizer,
    int batch,
    int epochs,
    long seed,
    double validation,
    StoppingRule stoppingRule,
    NotFinite notFinite,
    List<TrainingListener> listeners) {}

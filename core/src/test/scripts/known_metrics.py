"""Prints what scikit-learn says of the answers in dev.trine.metric.MetricsTest.

    pip install scikit-learn==1.9.1  # with which the test's numbers were made
    python3 known_metrics.py
"""

import numpy as np
from sklearn import metrics

LABELS = [0, 1, 2, 3, 1, 1, 0, 2, 2, 0]
SCORES = np.array(
    [
        [2.0, 0.5, -1.0, 0.1],
        [0.3, 0.2, 0.1, -0.5],
        [0.0, -1.0, 3.0, 2.0],
        [1.5, 0.7, 0.9, 0.8],
        [-1.0, 2.5, 0.0, 0.2],
        [0.4, 0.6, 1.1, 0.0],
        [0.9, 1.0, -0.2, 0.3],
        [0.2, 0.1, 0.6, 0.5],
        [1.2, 0.0, 1.1, -2.0],
        [0.8, -0.3, 0.1, 0.0],
    ]
)
WEIGHTS = [1, 2, 0.5, 1, 3, 1, 1, 0.25, 2, 1]
POSITIVE = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1]
RANKED = [-2.0, 0.5, 0.5, 0.5, 3.0, -1.0, 1.5, -1.0, 0.0, 2.0]
TARGETS = np.array([[1.0, -2.0], [2.0, 0.5], [4.0, 0.25], [3.5, -1.0], [-1.0, 2.0]])
VALUES = np.array([[1.5, -2.5], [2.0, 0.0], [3.0, 1.0], [4.0, -1.5], [0.0, 1.0]])

for name, weights in (("plain", None), ("weighted", WEIGHTS)):
    answers = SCORES.argmax(1)
    print(name)
    print("confusion", metrics.confusion_matrix(LABELS, answers, sample_weight=weights).tolist())
    for average in (None, "macro", "micro"):
        print(
            average,
            metrics.precision_recall_fscore_support(
                LABELS, answers, average=average, sample_weight=weights, zero_division=0
            ),
        )
    for k in (1, 2, 3):
        print("top", k, metrics.top_k_accuracy_score(LABELS, SCORES, k=k, sample_weight=weights))
    print("auc", metrics.roc_auc_score(POSITIVE, RANKED, sample_weight=weights))
    some = None if weights is None else weights[:5]
    print("mae", metrics.mean_absolute_error(TARGETS, VALUES, sample_weight=some))
    print("rmse", metrics.mean_squared_error(TARGETS, VALUES, sample_weight=some) ** 0.5)
    print("r2", metrics.r2_score(TARGETS, VALUES, sample_weight=some))

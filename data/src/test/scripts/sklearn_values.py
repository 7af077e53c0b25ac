"""Writes sklearn_values.json among the tests' resources: a training and a test part as CSV, what scikit-learn
makes of them, and the weights of classes.

    pip install scikit-learn==1.9.1  # with which the committed file was made
    python3 sklearn_values.py

Numbers are scaled first, by those that are there, and missing ones are the mean then, as in Trine. A missing
category is one of its own, the last; of an unknown one all are 0.
"""

import json
import pathlib

import numpy as np
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.utils.class_weight import compute_class_weight

TRAIN = """length,constant,colour,size,value
1.5,7.3,red,S,10
-2.25,7.3,blue,M,12.5
NA,7.3,,L,9
1e3,7.3,red,M,-4
0.125,7.3,green,M,0
,7.3,blue,S,31
"""
TEST = """value,size,colour,constant,length
1,XL,purple,7.3,500
2,S,NA,8.3,?
3,M,green,-1,-2.25
"""
LABELS = [0, 1, 1, 2, 1, 1, 0, 1, 1, 1]

missing = {"", "NA", "?"}


def column(text, name):
    lines = [line.split(",") for line in text.splitlines()]
    at = lines[0].index(name)
    return [None if line[at] in missing else line[at] for line in lines[1:]]


def numbers(text, name):
    return np.array([[np.nan if v is None else float(v)] for v in column(text, name)])


def texts(text, name):  # "~" sorts last
    return np.array([["~" if v is None else v] for v in column(text, name)], dtype=object)


def features(scaler, text):
    made = []
    for name in ["length", "constant"]:
        pipeline = make_pipeline(scaler(), SimpleImputer()).fit(numbers(TRAIN, name))
        made.append(pipeline.transform(numbers(text, name)))
        indicator = MissingIndicator(error_on_new=False).fit(numbers(TRAIN, name))
        made.append(indicator.transform(numbers(text, name)).astype(float))
    for name in ["colour", "size"]:
        encoder = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(texts(TRAIN, name))
        made.append(encoder.transform(texts(text, name)))
    return np.concatenate(made, axis=1).tolist()


values = {"train": TRAIN, "test": TEST}
for name, scaler in [("STANDARDISE", StandardScaler), ("MIN_MAX", MinMaxScaler)]:
    values[name] = {
        "train": features(scaler, TRAIN),
        "test": features(scaler, TEST),
        "value": scaler().fit(numbers(TRAIN, "value")).transform(numbers(TEST, "value")).ravel().tolist(),
    }
values["labels"] = LABELS
values["balanced"] = compute_class_weight("balanced", classes=np.unique(LABELS), y=LABELS).tolist()

path = pathlib.Path(__file__).parents[1] / "resources/dev/trine/dataset/sklearn_values.json"
path.write_text(json.dumps(values, indent=1) + "\n")

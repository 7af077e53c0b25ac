"""Trains in a pipeline from Python, stores it, reads it, and compares. Not run by ./verify:

    pip install pyspark==3.5.6 numpy        # or any that the jars are compiled for
    PYTHONPATH=spark/pyspark python spark/pyspark/smoke.py JARS

JARS are Trine's and what they need, separated by commas: trine-spark, trine-core, trine-backend-cpu, gson, …
"""

import sys
import tempfile

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from pyspark.sql import SparkSession

from dev.trine.spark.ml import TrineClassifier, TrineRegressor

spark = SparkSession.builder.master("local[2]").config("spark.jars", sys.argv[1]).getOrCreate()
rows = spark.createDataFrame(
    [(float(i % 7), float(i % 5), "more" if i % 7 > i % 5 else "less") for i in range(200)],
    ["a", "b", "which"],
)
trine = TrineClassifier(hiddenLayers=[16], epochs=30, learningRate=0.02, backend="cpu", partitions=2, seed=1)
pipeline = Pipeline(
    stages=[
        VectorAssembler(inputCols=["a", "b"], outputCol="features"),
        StringIndexer(inputCol="which", outputCol="label"),
        trine,
    ]
)
accuracy = MulticlassClassificationEvaluator(metricName="accuracy")
model = pipeline.fit(rows)
print("accuracy", accuracy.evaluate(model.transform(rows)), model.stages[2].labels)
assert accuracy.evaluate(model.transform(rows)) > 0.9

with tempfile.TemporaryDirectory() as folder:
    model.save(folder + "/model")
    read = PipelineModel.load(folder + "/model")
    assert read.transform(rows).collect() == model.transform(rows).collect()
    trine.save(folder + "/stage")
    assert TrineClassifier.load(folder + "/stage").extractParamMap() == trine.extractParamMap()
    assert trine.getOrDefault("batchSize") == 32 and TrineClassifier().getOrDefault("hiddenLayers") == [64, 32]

grid = ParamGridBuilder().addGrid(trine.learningRate, [1e-7, 0.02]).build()
best = CrossValidator(estimator=pipeline, estimatorParamMaps=grid, evaluator=accuracy, numFolds=2).fit(rows)
print("cross validation", best.avgMetrics)
assert best.avgMetrics[0] < best.avgMetrics[1]

numbers = model.transform(rows).selectExpr("features", "3000 + 100 * a as label")
regressor = TrineRegressor(epochs=60, learningRate=0.02, backend="cpu", partitions=2, seed=1)
explained = RegressionEvaluator(metricName="r2").evaluate(regressor.fit(numbers).transform(numbers))
print("part of the variance that the regressor explains", explained)
assert explained > 0.95
spark.stop()

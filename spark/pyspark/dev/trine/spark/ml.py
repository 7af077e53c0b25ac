"""Trine's stages of Spark ML's pipelines, for Python. This module is called as the Java package is,
since by that name PySpark finds the Python class for a stage that it reads, and the other way round."""

from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel


def _param(name, converter):
    return Param(Params._dummy(), name, name + ": see explainParams() of the Java class", converter)


class _Columns(Params):
    featuresCol = _param("featuresCol", TypeConverters.toString)
    predictionCol = _param("predictionCol", TypeConverters.toString)
    backend = _param("backend", TypeConverters.toString)


class _Probabilities(Params):
    probabilityCol = _param("probabilityCol", TypeConverters.toString)


class _Estimator(JavaEstimator, _Columns):
    labelCol = _param("labelCol", TypeConverters.toString)
    network = _param("network", TypeConverters.toString)
    hiddenLayers = _param("hiddenLayers", TypeConverters.toListInt)
    epochs = _param("epochs", TypeConverters.toInt)
    batchSize = _param("batchSize", TypeConverters.toInt)
    localSteps = _param("localSteps", TypeConverters.toInt)
    learningRate = _param("learningRate", TypeConverters.toFloat)
    partitions = _param("partitions", TypeConverters.toInt)
    seed = _param("seed", TypeConverters.toInt)

    def __init__(self, **params):
        super().__init__()
        self._java_obj = self._new_java_obj(f"{__name__}.{type(self).__name__}", self.uid)
        self._transfer_params_from_java()  # the defaults, of which PySpark leaves an array as it is
        self._setDefault(hiddenLayers=list(self.getOrDefault("hiddenLayers")))
        self._set(**params)


class TrineClassificationModel(JavaModel, _Columns, _Probabilities, JavaMLWritable, JavaMLReadable):
    """What a TrineClassifier becomes: adds probabilities and the index of the likeliest class."""

    @property
    def labels(self):
        return list(self._call_java("labels"))


class TrineRegressionModel(JavaModel, _Columns, JavaMLWritable, JavaMLReadable):
    """What a TrineRegressor becomes: adds a number in the unit of the labels."""


class TrineClassifier(_Estimator, _Probabilities, JavaMLWritable, JavaMLReadable):
    """Learns classes, of which labelCol has the indices. Params are given by name: epochs=20."""

    def _create_model(self, java_model):
        return self._copyValues(TrineClassificationModel(java_model))


class TrineRegressor(_Estimator, JavaMLWritable, JavaMLReadable):
    """Learns the number in labelCol. Params are given by name: epochs=20."""

    def _create_model(self, java_model):
        return self._copyValues(TrineRegressionModel(java_model))

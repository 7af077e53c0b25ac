"""Writes pictures that SciPy and NumPy turned, moved and mirrored, for dev.trine.dataset.augment.PicturesTest.

    pip install scipy==1.15.3  # with which the file was made
    python3 augment_values.py > ../resources/dev/trine/dataset/augment/augment_values.json
"""

import json

import numpy as np
from scipy import ndimage

HEIGHT, WIDTH = 5, 7
picture = np.random.default_rng(1).uniform(size=(HEIGHT, WIDTH)).round(3)


def turned(degrees):
    """Clockwise on a screen, whose rows go down; neighbours outside of the picture count as 0."""
    angle = np.deg2rad(degrees)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    centre = (np.array(picture.shape) - 1) / 2
    return ndimage.affine_transform(
        picture, matrix, offset=centre - matrix @ centre, order=1, mode="grid-constant", cval=0
    )


def case(array):
    return [float(x) for x in array.astype(np.float32).ravel()]


print(
    json.dumps(
        {
            "picture": case(picture),
            "turned by 10": case(turned(10)),
            "turned by -37.5": case(turned(-37.5)),
            "turned by 90": case(turned(90)),
            "moved by 2, -3": case(ndimage.shift(picture, (2, -3), order=0, mode="constant", cval=0)),
            "LEFT_RIGHT": case(np.fliplr(picture)),
            "UP_DOWN": case(np.flipud(picture)),
        },
        indent=1,
    )
)

"""The same image as another machine might have taken it: shifted, mirrored, exposed otherwise."""

import numpy as np


def vary(images, boxes, draws, most_shift):
    """
    :param images: [n, side, side, 1], 0 to 1
    :param boxes: [n, boxes, 4] of x1, y1, x2, y2 as shares of the side; or none
    :param most_shift: in pixels
    """
    count, side = images.shape[:2]
    varied = np.empty_like(images)
    moved = None if boxes is None else boxes.copy()
    for i in range(count):
        image = images[i]
        if draws.random() < 0.5:
            image = image[:, ::-1]
            if moved is not None:
                moved[i] = np.stack(
                    [
                        1 - boxes[i, :, 2],
                        boxes[i, :, 1],
                        1 - boxes[i, :, 0],
                        boxes[i, :, 3],
                    ],
                    axis=-1,
                )
        dx, dy = draws.integers(-most_shift, most_shift + 1, 2)
        image = np.pad(image, ((most_shift,) * 2, (most_shift,) * 2, (0, 0)), "edge")
        top, left = most_shift - dy, most_shift - dx
        image = image[top : top + side, left : left + side]
        if moved is not None:
            moved[i] += np.array([dx, dy, dx, dy]) / side
        exposed = image ** draws.uniform(0.7, 1.4)
        slope = draws.uniform(-0.25, 0.25, 2)
        ramp = np.linspace(-0.5, 0.5, side, dtype=np.float32)
        shade = slope[0] * ramp[None, :, None] + slope[1] * ramp[:, None, None]
        noise = draws.normal(0, draws.uniform(0, 0.02), image.shape)
        varied[i] = exposed * (1 + shade) + noise
    return varied if boxes is None else (varied, moved)

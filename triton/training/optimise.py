"""AdamW with a warm-up and a cosine, and an average of the weights."""

import jax
import jax.numpy as jnp
import numpy as np

WARM_UP = 0.05


class Optimiser:
    def __init__(self, weights, loss, steps, rate, decay=1e-4, averaging=0.995):
        """
        :param loss: of (weights, *batch), a number
        :param steps: how many there will be
        """
        self._weights = {name: jnp.asarray(w) for name, w in weights.items()}
        self._average = dict(self._weights)
        zeros = {name: jnp.zeros_like(w) for name, w in self._weights.items()}
        self._moments = (zeros, dict(zeros))
        self._step = 0

        @jax.jit
        def update(weights, average, moments, step, *batch):
            value, slope = jax.value_and_grad(loss)(weights, *batch)
            norm = jnp.sqrt(sum(jnp.sum(g * g) for g in slope.values()))
            slope = {n: g * jnp.minimum(1, 5 / (norm + 1e-9)) for n, g in slope.items()}
            share = step / steps
            now = rate * jnp.minimum(
                share / WARM_UP, 0.5 * (1 + jnp.cos(jnp.pi * share))
            )
            first = {n: 0.9 * moments[0][n] + 0.1 * g for n, g in slope.items()}
            second = {n: 0.99 * moments[1][n] + 0.01 * g * g for n, g in slope.items()}
            lean1 = 1 - 0.9 ** (step + 1)
            lean2 = 1 - 0.99 ** (step + 1)
            weights = {
                n: w
                - now
                * (first[n] / lean1 / (jnp.sqrt(second[n] / lean2) + 1e-7) + decay * w)
                for n, w in weights.items()
            }
            # Young averages forget faster.
            keep = jnp.minimum(averaging, (1 + step) / (10 + step))
            average = {
                n: keep * average[n] + (1 - keep) * w for n, w in weights.items()
            }
            return weights, average, (first, second), value

        self._update = update

    def step(self, *batch):
        self._weights, self._average, self._moments, value = self._update(
            self._weights, self._average, self._moments, self._step, *batch
        )
        self._step += 1
        return float(value)

    def weights(self):
        """The average of the last steps' weights."""
        return {name: np.asarray(w) for name, w in self._average.items()}


def batches(draws, count, size, epochs):
    """Indices, each once an epoch; what does not fill a batch is left out."""
    for _ in range(epochs):
        order = draws.permutation(count)
        for start in range(0, count - size + 1, size):
            yield order[start : start + size]

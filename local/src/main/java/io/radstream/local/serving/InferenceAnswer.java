package io.radstream.local.serving;

import java.util.List;

/**
 * What a model answered to one request.
 *
 * @param outputs those that were wanted, in that order
 * @param queueNanos from the request's arrival to the beginning of its batch
 * @param computeNanos of its batch
 */
record InferenceAnswer(List<TensorValue> outputs, long queueNanos, long computeNanos) {}

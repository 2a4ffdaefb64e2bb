/**
 * A KServe v2 model server inside this process: Triton's repository layout and protocol, computed
 * by ONNX Runtime on the CPU. The order of a request: service, request reader, waiting line, batch
 * worker, session, response writer.
 *
 * <p>Of Triton it has what the job needs. It has no ensembles, sequences, streams, shared memory,
 * classification, response cache, nor loading and unloading while it runs: a configuration with a
 * field of these is refused, a call answers UNIMPLEMENTED or INVALID_ARGUMENT. It does not guess
 * {@code max_batch_size} from the ONNX file, as Triton may: a model without it has no batches.
 */
package io.radstream.local.serving;

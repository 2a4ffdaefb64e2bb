/**
 * A KServe v2 model server inside this process: Triton's repository layout and protocol, computed
 * by ONNX Runtime on the CPU. The order of a request: service, request reader, waiting line, batch
 * worker, session, response writer.
 */
package io.radstream.local.serving;

package io.radstream.local.serving;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import io.radstream.inference.triton.protocol.DataType;
import java.util.Arrays;
import java.util.Optional;

/** The data types that are served, by the protocol's words. */
enum TensorType {
    BOOL(DataType.TYPE_BOOL, OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL, OnnxJavaType.BOOL),
    UINT8(
            DataType.TYPE_UINT8,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8,
            OnnxJavaType.UINT8),
    INT8(DataType.TYPE_INT8, OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8, OnnxJavaType.INT8),
    INT16(
            DataType.TYPE_INT16,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16,
            OnnxJavaType.INT16),
    INT32(
            DataType.TYPE_INT32,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32,
            OnnxJavaType.INT32),
    INT64(
            DataType.TYPE_INT64,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64,
            OnnxJavaType.INT64),
    FP16(
            DataType.TYPE_FP16,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16,
            OnnxJavaType.FLOAT16),
    FP32(
            DataType.TYPE_FP32,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT,
            OnnxJavaType.FLOAT),
    FP64(
            DataType.TYPE_FP64,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE,
            OnnxJavaType.DOUBLE),
    BYTES(
            DataType.TYPE_STRING,
            OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING,
            OnnxJavaType.STRING);

    private final DataType configured;
    private final OnnxTensorType onnx;
    private final OnnxJavaType java;

    TensorType(DataType configured, OnnxTensorType onnx, OnnxJavaType java) {
        this.configured = configured;
        this.onnx = onnx;
        this.java = java;
    }

    /** The type that a configuration names, if it is served. */
    static Optional<TensorType> of(DataType configured) {
        return Arrays.stream(values()).filter(type -> type.configured == configured).findFirst();
    }

    /** The type of a tensor in an ONNX file, if it is served. */
    static Optional<TensorType> of(TensorInfo info) {
        return Arrays.stream(values()).filter(type -> type.onnx == info.onnxType).findFirst();
    }

    DataType configured() {
        return configured;
    }

    OnnxJavaType java() {
        return java;
    }

    /** The size of one element; BYTES have none. */
    int bytes() {
        return java.size;
    }
}

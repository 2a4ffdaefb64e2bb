package io.radstream.job.connect.files;

import java.io.Serializable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;

/** Puts each record into the folder that it names itself. */
final class Partitions<T> implements BucketAssigner<T, String> {

    private static final long serialVersionUID = 1L;

    /** The folder of a record. */
    @FunctionalInterface
    interface Partition<T> extends Serializable {
        String of(T record);
    }

    private final Partition<T> partition;

    Partitions(Partition<T> partition) {
        this.partition = partition;
    }

    @Override
    public String getBucketId(T record, Context context) {
        return partition.of(record);
    }

    @Override
    public SimpleVersionedSerializer<String> getSerializer() {
        return SimpleVersionedStringSerializer.INSTANCE;
    }
}

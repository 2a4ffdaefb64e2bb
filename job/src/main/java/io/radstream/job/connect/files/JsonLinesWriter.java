package io.radstream.job.connect.files;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/** Writes records as gzipped lines of JSON. */
final class JsonLinesWriter<T> implements BulkWriter<T> {

    /** A record as one line of UTF-8, without its end. */
    @FunctionalInterface
    interface Line<T> extends Serializable {
        byte[] of(T record);
    }

    private final OutputStream out;
    private final GZIPOutputStream gzip;
    private final Line<T> line;

    JsonLinesWriter(FSDataOutputStream out, Line<T> line) throws IOException {
        this.out = out;
        this.gzip = new GZIPOutputStream(out);
        this.line = line;
    }

    @Override
    public void addElement(T record) throws IOException {
        gzip.write(line.of(record));
        gzip.write('\n');
    }

    @Override
    public void flush() throws IOException {
        gzip.flush();
    }

    /** Ends the compressed stream; the file below it is closed by its part. */
    @Override
    public void finish() throws IOException {
        gzip.finish();
        out.flush();
    }
}

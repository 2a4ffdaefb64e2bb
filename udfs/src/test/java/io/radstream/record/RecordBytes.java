package io.radstream.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records of any schema, as bytes and back. */
final class RecordBytes {

    private RecordBytes() {}

    /** A record whose fields are none of them at their default, as far as their types allow. */
    static Object sample(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> sampleRecord(schema);
            case ENUM -> new GenericData.EnumSymbol(schema, last(schema.getEnumSymbols()));
            case UNION -> sample(last(schema.getTypes()));
            case ARRAY -> List.of(sample(schema.getElementType()));
            case MAP -> Map.of("key", sample(schema.getValueType()));
            case STRING -> "text";
            case BYTES -> ByteBuffer.wrap(new byte[] {7});
            case INT -> 7;
            case LONG -> 7L;
            case FLOAT -> 0.5f;
            case DOUBLE -> 0.5;
            case BOOLEAN -> true;
            default -> throw new IllegalStateException("no sample of " + schema);
        };
    }

    private static GenericRecord sampleRecord(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), sample(field.schema())));
        return record;
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    static byte[] write(GenericRecord record, Schema schema) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** What this release makes of an older one's bytes, written again. */
    static byte[] asOfNow(byte[] bytes, Schema before, Schema now) throws IOException {
        SpecificData data = SpecificData.getForClass(RecordSchemas.classOf(now));
        SpecificRecord record =
                new SpecificDatumReader<SpecificRecord>(before, now, data)
                        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<SpecificRecord>(now, data).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    static GenericRecord generic(byte[] bytes, Schema written, Schema read) throws IOException {
        return new GenericDatumReader<GenericRecord>(written, read)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}

package io.radstream.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.formats.avro.typeutils.AvroSerializer;
import org.apache.flink.formats.avro.typeutils.AvroSerializerSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the records promise to savepoints and to readers. */
final class RecordsTest {

    static List<Schema> records() {
        return List.copyOf(RecordSchemas.records());
    }

    static List<Schema> enumerations() {
        return List.copyOf(RecordSchemas.enumerations());
    }

    @Test
    void areAllFound() {
        assertThat(records())
                .extracting(Schema::getName)
                .contains("RawEvent", "Study", "Timeline", "Encoding", "HalfState", "LatencyWindow")
                .hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("records")
    void haveADefaultAndADocForEachField(Schema record) {
        assertThat(record.getDoc()).as(record.getName()).isNotBlank();
        for (Schema.Field field : record.getFields()) {
            String name = record.getName() + '.' + field.name();
            assertThat(field.hasDefaultValue()).as("default of %s", name).isTrue();
            assertThat(field.doc()).as("doc of %s", name).isNotBlank();
        }
    }

    /** An older release that meets a newer word reads the default. */
    @ParameterizedTest
    @MethodSource("enumerations")
    void haveADefaultForAnUnknownWord(Schema enumeration) {
        assertThat(enumeration.getEnumDefault()).as(enumeration.getName()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("records")
    void crossOperatorsAsAvroNeverByKryo(Schema record) {
        TypeSerializer<?> serializer = serializerOf(RecordSchemas.classOf(record));

        assertThat(serializer).as(record.getName()).isInstanceOf(AvroSerializer.class);
    }

    private static <T> TypeSerializer<T> serializerOf(Class<T> type) {
        SerializerConfigImpl config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return TypeInformation.of(type).createSerializer(config);
    }

    /** A savepoint of a release before a field was added is read, whichever field it was. */
    @ParameterizedTest
    @MethodSource("records")
    void areReadWithoutAnyOneField(Schema now) throws Exception {
        for (Schema.Field added : now.getFields()) {
            Schema before = without(now, added.name());
            GenericRecord old = (GenericRecord) RecordBytes.sample(before);

            byte[] readAndWritten =
                    RecordBytes.asOfNow(RecordBytes.write(old, before), before, now);

            String name = now.getName() + '.' + added.name();
            assertThat(RecordBytes.generic(readAndWritten, now, before))
                    .as("all but %s", name)
                    .isEqualTo(old);
            assertThat(RecordBytes.generic(readAndWritten, now, now).get(added.pos()))
                    .as(name)
                    .isEqualTo(GenericData.get().getDefaultValue(added));
        }
    }

    /** Flink asks the snapshot of the older serializer, as it does when it restores state. */
    @ParameterizedTest
    @MethodSource("records")
    void areCompatibleForFlinkWithoutAnyOneField(Schema now) {
        TypeSerializerSnapshot<?> current =
                serializerOf(RecordSchemas.classOf(now)).snapshotConfiguration();
        for (Schema.Field added : now.getFields()) {
            assertThat(compatible(current, without(now, added.name())))
                    .as("%s without %s", now.getName(), added.name())
                    .isTrue();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean compatible(TypeSerializerSnapshot current, Schema before) {
        AvroSerializer<GenericRecord> older = new AvroSerializer<>(GenericRecord.class, before);
        AvroSerializerSnapshot olderSnapshot =
                (AvroSerializerSnapshot) older.snapshotConfiguration();
        return current.resolveSchemaCompatibility(olderSnapshot).isCompatibleAfterMigration();
    }

    /** No field of its own speaks of the patient, but for the pseudonym. */
    @Test
    void haveNoPlaceForAPatientsIdentity() {
        for (Schema record : records()) {
            assertThat(record.getFields())
                    .extracting(Schema.Field::name)
                    .as(record.getName())
                    .filteredOn(name -> name.contains("patient"))
                    .allMatch("patient_pseudonym"::equals);
        }
    }

    private static Schema without(Schema record, String fieldName) {
        List<Schema.Field> kept =
                record.getFields().stream()
                        .filter(field -> !field.name().equals(fieldName))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList();
        return Schema.createRecord(
                record.getName(), record.getDoc(), record.getNamespace(), false, kept);
    }
}

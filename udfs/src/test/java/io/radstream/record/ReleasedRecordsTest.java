package io.radstream.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier releases wrote into savepoints is read by this one. */
final class ReleasedRecordsTest {

    /** The records of the first release, as they were. */
    static List<Schema> firstRelease() throws IOException {
        try (InputStream protocol =
                ReleasedRecordsTest.class.getResourceAsStream("/first-release/records.avpr")) {
            return Protocol.parse(protocol).getTypes().stream()
                    .filter(type -> type.getType() == Schema.Type.RECORD)
                    .toList();
        }
    }

    private static Schema now(Schema before) {
        return RecordSchemas.records().stream()
                .filter(record -> record.getFullName().equals(before.getFullName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(before.getFullName() + " is gone"));
    }

    @ParameterizedTest
    @MethodSource("firstRelease")
    void canBeReadByTheSchemasOfToday(Schema before) {
        assertThat(
                        SchemaCompatibility.checkReaderWriterCompatibility(now(before), before)
                                .getType())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest
    @MethodSource("firstRelease")
    void keepWhatTheyHeldAndGetTheDefaultsOfWhatHasBeenAdded(Schema before) throws IOException {
        Schema now = now(before);
        GenericRecord old = (GenericRecord) RecordBytes.sample(before);

        byte[] read = RecordBytes.asOfNow(RecordBytes.write(old, before), before, now);

        assertThat(RecordBytes.generic(read, now, before)).isEqualTo(old);
        GenericRecord grown = RecordBytes.generic(read, now, now);
        assertThat(now.getFields())
                .filteredOn(field -> before.getField(field.name()) == null)
                .allSatisfy(
                        added ->
                                assertThat(grown.get(added.pos()))
                                        .isEqualTo(GenericData.get().getDefaultValue(added)));
    }

    /** Where nothing had been added yet, the tests above would say little. */
    @Test
    void haveGainedTheIdOfAnObjectsEvent() throws IOException {
        Schema before =
                firstRelease().stream()
                        .filter(record -> record.getName().equals("ObjectRef"))
                        .findFirst()
                        .orElseThrow();
        GenericRecord old = (GenericRecord) RecordBytes.sample(before);

        byte[] read = RecordBytes.asOfNow(RecordBytes.write(old, before), before, now(before));

        assertThat(before.getField("envelope_id")).isNull();
        GenericRecord grown = RecordBytes.generic(read, now(before), now(before));
        assertThat(grown.get("envelope_id")).isNull();
        assertThat(grown.get("sequencer")).isEqualTo(old.get("sequencer"));
    }
}

package io.radstream.record;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Every record and enumeration of the protocol, by name. */
final class RecordSchemas {

    private RecordSchemas() {}

    static Collection<Schema> records() {
        return all().values().stream().filter(s -> s.getType() == Schema.Type.RECORD).toList();
    }

    static Collection<Schema> enumerations() {
        return all().values().stream().filter(s -> s.getType() == Schema.Type.ENUM).toList();
    }

    @SuppressWarnings("unchecked")
    static Class<? extends SpecificRecord> classOf(Schema schema) {
        try {
            return (Class<? extends SpecificRecord>) Class.forName(schema.getFullName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("each record has a generated class", e);
        }
    }

    /** All that can be reached from what crosses an operator, rests in state or leaves. */
    private static Map<String, Schema> all() {
        Map<String, Schema> found = new LinkedHashMap<>();
        Deque<Schema> open = new ArrayDeque<>();
        open.add(RawEvent.getClassSchema());
        open.add(ObjectCreated.getClassSchema());
        open.add(PairedStudy.getClassSchema());
        open.add(Verdict.getClassSchema());
        open.add(StudyState.getClassSchema());
        open.add(PatientState.getClassSchema());
        open.add(LatencyWindow.getClassSchema());
        while (!open.isEmpty()) {
            visit(open.remove(), found, open);
        }
        return found;
    }

    private static void visit(Schema schema, Map<String, Schema> found, Deque<Schema> open) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> open.add(field.schema()));
                }
            }
            case ENUM -> found.put(schema.getFullName(), schema);
            case UNION -> open.addAll(schema.getTypes());
            case ARRAY -> open.add(schema.getElementType());
            case MAP -> open.add(schema.getValueType());
            default -> {}
        }
    }
}

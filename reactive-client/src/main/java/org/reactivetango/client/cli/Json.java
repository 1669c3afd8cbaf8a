package org.reactivetango.client.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON documents: one line each and nothing but printable ASCII, whatever a device sends. */
final class Json {
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().highestNonEscapedChar('~').build();

    private Json() {}

    /** Writes the fields of one object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** One object as text. */
    static String document(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            object(json, fields);
        } catch (IOException memoryDoesNotFail) {
            throw new UncheckedIOException(memoryDoesNotFail);
        }
        return text.toString();
    }

    /** An object inside another. */
    static void object(JsonGenerator json, Fields fields) throws IOException {
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
    }
}

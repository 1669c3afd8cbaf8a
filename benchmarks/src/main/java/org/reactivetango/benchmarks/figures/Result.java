package org.reactivetango.benchmarks.figures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * One measurement of one side, with all that says what it was: a line of JSON.
 *
 * @param setting what all sides had in common, of which their figures are to be compared
 * @param main the figure of which ratios are taken
 * @param side whom or what was measured
 * @param round in which sides were measured one after the other, from 1
 */
public record Result(Setting setting, Figure main, String side, int round, Measurement measurement) {
    /**
     * What sides have in common.
     *
     * @param scenario its name
     * @param what is done, for people
     * @param pinning who runs on which CPU
     * @param circumstances when and on what machine
     */
    public record Setting(String scenario, String what, String pinning, String circumstances) {}

    private static final JsonFactory JSON = new JsonFactory();

    /** The line, without its end. */
    public String toJson() {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("scenario", setting.scenario());
            out.writeStringField("what", setting.what());
            out.writeStringField("pinning", setting.pinning());
            out.writeStringField("circumstances", setting.circumstances());
            out.writeStringField("main", main.key());
            out.writeStringField("side", side);
            out.writeNumberField("round", round);
            for (Map.Entry<Figure, Double> figure : measurement.figures().entrySet()) {
                out.writeNumberField(figure.getKey().key(), figure.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Result ofJson(String line) {
        Map<String, String> texts = new HashMap<>();
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        int round = 0;
        try (JsonParser in = JSON.createParser(line)) {
            expect(in.nextToken() == JsonToken.START_OBJECT, line);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                if (value == JsonToken.VALUE_STRING) {
                    texts.put(name, in.getText());
                } else if (name.equals("round")) {
                    round = in.getIntValue();
                } else {
                    figures.put(Figure.ofKey(name), in.getDoubleValue());
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no result: " + line, e);
        }
        Setting setting = new Setting(
                text(texts, "scenario", line),
                text(texts, "what", line),
                text(texts, "pinning", line),
                text(texts, "circumstances", line));
        return new Result(
                setting,
                Figure.ofKey(text(texts, "main", line)),
                text(texts, "side", line),
                round,
                new Measurement(figures));
    }

    private static String text(Map<String, String> texts, String name, String line) {
        String text = texts.get(name);
        expect(text != null, line);
        return text == null ? "" : text;
    }

    private static void expect(boolean right, String line) {
        if (!right) {
            throw new IllegalArgumentException("no result: " + line);
        }
    }
}

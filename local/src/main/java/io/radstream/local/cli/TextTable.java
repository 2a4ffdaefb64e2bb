package io.radstream.local.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table for a terminal: numbers to the right, the rest to the left. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<String> header;
    private final List<List<Object>> rows = new ArrayList<>();

    TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    void add(Object... cells) {
        rows.add(Arrays.asList(cells));
    }

    void print(PrintWriter out) {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], text(row.get(i)).length());
            }
        }
        List<Object> names = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            names.add(pad(header.get(i), widths[i], isNumeric(i)));
        }
        out.println(line(names));
        for (List<Object> row : rows) {
            List<Object> cells = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                cells.add(pad(text(row.get(i)), widths[i], isNumeric(i)));
            }
            out.println(line(cells));
        }
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell == null || cell instanceof Number);
    }

    private static String line(List<Object> cells) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append(line.length() == 0 ? "" : GAP).append(cell));
        return line.toString().stripTrailing();
    }

    private static String pad(String text, int width, boolean right) {
        String gap = " ".repeat(width - text.length());
        return right ? gap + text : text + gap;
    }

    /** Of fractions, as much as a person reads; of bytes, how many. */
    static String text(Object cell) {
        if (cell instanceof Double || cell instanceof Float || cell instanceof BigDecimal) {
            double number = ((Number) cell).doubleValue();
            return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.2f" : "%.1f", number);
        }
        if (cell instanceof Blob blob) {
            return length(blob) + " bytes";
        }
        if (cell instanceof Timestamp time) {
            return time.toLocalDateTime().toString();
        }
        return cell == null ? "" : cell.toString();
    }

    private static long length(Blob blob) {
        try {
            return blob.length();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB's blobs are in memory", e);
        }
    }
}

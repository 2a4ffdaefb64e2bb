package io.radstream.job.connect.s3;

/** Entity tags with and without the quotes that HTTP wants and events leave out. */
final class EntityTags {

    private EntityTags() {}

    /** As a header has it. */
    static String quoted(String etag) {
        return '"' + bare(etag) + '"';
    }

    static boolean areEqual(String one, String other) {
        return one != null && other != null && bare(one).equals(bare(other));
    }

    private static String bare(String etag) {
        boolean quoted = etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"");
        return quoted ? etag.substring(1, etag.length() - 1) : etag;
    }
}

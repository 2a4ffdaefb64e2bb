package io.radstream.image;

/** Undoes the row filters of PNG (ISO/IEC 15948, clause 9). */
final class PngFilter {
    private PngFilter() {}

    /**
     * Restores a row in place.
     *
     * @param type the row's filter type
     * @param row the filtered bytes
     * @param prior the row above, restored; zeros for the first
     * @param length how many bytes of the two arrays count
     * @param pixelBytes bytes from a sample to the one left of it, at least 1
     */
    static void undo(int type, byte[] row, byte[] prior, int length, int pixelBytes)
            throws UnreadableImageException {
        switch (type) {
            case 0:
                return;
            case 1:
                undoSub(row, length, pixelBytes);
                return;
            case 2:
                undoUp(row, prior, length);
                return;
            case 3:
                undoAverage(row, prior, length, pixelBytes);
                return;
            case 4:
                undoPaeth(row, prior, length, pixelBytes);
                return;
            default:
                throw UnreadableImageException.undecodable(
                        "the PNG is damaged: expected a row filter of 0 to 4, got " + type);
        }
    }

    private static void undoSub(byte[] row, int length, int pixelBytes) {
        for (int i = pixelBytes; i < length; i++) {
            row[i] += row[i - pixelBytes];
        }
    }

    private static void undoUp(byte[] row, byte[] prior, int length) {
        for (int i = 0; i < length; i++) {
            row[i] += prior[i];
        }
    }

    private static void undoAverage(byte[] row, byte[] prior, int length, int pixelBytes) {
        for (int i = 0; i < Math.min(pixelBytes, length); i++) {
            row[i] += (byte) ((prior[i] & 0xFF) >> 1);
        }
        for (int i = pixelBytes; i < length; i++) {
            row[i] += (byte) (((row[i - pixelBytes] & 0xFF) + (prior[i] & 0xFF)) >> 1);
        }
    }

    private static void undoPaeth(byte[] row, byte[] prior, int length, int pixelBytes) {
        for (int i = 0; i < Math.min(pixelBytes, length); i++) {
            row[i] += prior[i];
        }
        for (int i = pixelBytes; i < length; i++) {
            int left = row[i - pixelBytes] & 0xFF;
            int above = prior[i] & 0xFF;
            int corner = prior[i - pixelBytes] & 0xFF;
            row[i] += (byte) nearest(left, above, corner);
        }
    }

    /**
     * Of three neighbours the one next to {@code left + above - corner}; a tie goes to the first.
     */
    private static int nearest(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }
}

package io.radstream.local.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The results that the gallery shows, with their images.
 *
 * @param studies all studies with a result
 */
record Gallery(long studies, List<Entry> entries) {

    private static final String IMAGES = "images/";

    /** All thumbnails together, so that the page can be sent around. */
    private static final int MOST_CHARACTERS = 3_000_000;

    /** A result with its image. */
    record Entry(ResultFile result, Thumbnail thumbnail) {}

    /**
     * Reads the images, one at a time.
     *
     * @param images the folder that the keys' {@code images/} stands for
     */
    static Gallery of(GalleryChoice choice, Path images) {
        // Of the job, nothing is running any more; but what it left may still be on the heap.
        long budgetBytes = Runtime.getRuntime().maxMemory() / 4;
        List<Entry> entries = new ArrayList<>();
        int characters = 0;
        for (ResultFile result : choice.results()) {
            Entry entry = new Entry(result, thumbnail(result, images, budgetBytes));
            characters += entry.thumbnail().uri().length();
            if (characters > MOST_CHARACTERS) {
                break;
            }
            entries.add(entry);
        }
        return new Gallery(choice.studies(), List.copyOf(entries));
    }

    private static Thumbnail thumbnail(ResultFile result, Path images, long budgetBytes) {
        Path root = images.toAbsolutePath().normalize();
        String key = result.imageKey();
        String below = key.startsWith(IMAGES) ? key.substring(IMAGES.length()) : key;
        Path file = root.resolve(below).normalize();
        if (!file.startsWith(root)) {
            return Thumbnail.of(root, result.width(), result.height(), budgetBytes);
        }
        return Thumbnail.of(file, result.width(), result.height(), budgetBytes);
    }
}

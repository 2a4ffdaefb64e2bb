package io.radstream.job.connect.directory;

import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectStores;
import io.radstream.storage.RetryingObjectStore;
import java.nio.file.Path;
import java.time.Duration;

/** Opens a folder as an object store. */
public final class DirectoryObjectStores implements ObjectStores {

    private static final long serialVersionUID = 1L;

    private final String root;
    private final String prefix;
    private final Duration giveUpWritingAfter;

    /**
     * Stores over this folder.
     *
     * @param prefix the beginning of every key, which stands for the folder itself, such as {@code
     *     images/}
     * @param giveUpWritingAfter a write that has failed for so long fails the job
     */
    public DirectoryObjectStores(Path root, String prefix, Duration giveUpWritingAfter) {
        this.root = root.toString();
        this.prefix = prefix;
        this.giveUpWritingAfter = giveUpWritingAfter;
    }

    @Override
    public ObjectStore open(Runnable onRetry) {
        return new RetryingObjectStore(
                new DirectoryObjectStore(Path.of(root), prefix), giveUpWritingAfter, onRetry);
    }
}

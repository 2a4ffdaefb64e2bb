package io.radstream.job.connect.directory;

import io.radstream.job.ledger.ScriptedObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Lands scripted objects in a folder, as a person who copies files would. */
public final class FolderWriter {

    private final Path root;

    public FolderWriter(Path root) {
        this.root = root;
    }

    /**
     * The object lands, whole, perhaps over an older version of it.
     *
     * @return the object with the sequencer that its event has
     */
    public ScriptedObject land(ScriptedObject object) throws IOException {
        Path file = file(object);
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling("." + file.getFileName());
        String older = sequencer(object, file);
        String sequencer;
        do {
            // The clock of a file system ticks in milliseconds; each version has a tick of its own.
            Files.write(beside, object.content());
            sequencer = sequencer(object, beside);
        } while (sequencer.compareTo(older) <= 0);
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return object.withSequencer(sequencer);
    }

    public void delete(ScriptedObject object) throws IOException {
        Files.delete(file(object));
    }

    private Path file(ScriptedObject object) {
        return root.resolve(object.key().substring("images/".length()));
    }

    private static String sequencer(ScriptedObject object, Path file) throws IOException {
        try {
            return FileState.of(object.key(), Files.readAttributes(file, BasicFileAttributes.class))
                    .sequencer();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}

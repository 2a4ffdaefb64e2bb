package io.radstream.job.connect.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectGoneException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectTooLargeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryObjectStoreTest {

    private static final String KEY = "images/S1/S1.jpg";

    @TempDir private Path root;
    private DirectoryObjectStore store;

    @BeforeEach
    void open() {
        store = new DirectoryObjectStore(root, "images/");
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ObjectRef write(String content) throws IOException {
        Path file = root.resolve("S1/S1.jpg");
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        FileState state = FileState.of(KEY, Files.readAttributes(file, BasicFileAttributes.class));
        return ObjectRef.newBuilder()
                .setKey(KEY)
                .setEtag(state.etag())
                .setSizeBytes(state.sizeBytes())
                .build();
    }

    @Test
    void readsTheVersionOfTheEvent() throws Exception {
        assertThat(store.get(write("one"), 3).get()).asString().isEqualTo("one");
    }

    @Test
    void isGoneWhereTheFileWasDeleted() throws Exception {
        ObjectRef object = write("one");
        Files.delete(root.resolve("S1/S1.jpg"));

        assertThatThrownBy(() -> store.get(object, 3).get())
                .hasCauseInstanceOf(ObjectGoneException.class);
    }

    @Test
    void isGoneWhereALinkLeadsNowhere() throws Exception {
        ObjectRef object = write("one");
        Files.delete(root.resolve("S1/S1.jpg"));
        Files.createSymbolicLink(root.resolve("S1/S1.jpg"), root.resolve("nowhere"));

        assertThatThrownBy(() -> store.get(object, 3).get())
                .hasCauseInstanceOf(ObjectGoneException.class);
    }

    @Test
    void isOvertakenWhereTheFileWasOverwritten() throws Exception {
        ObjectRef object = write("one");
        write("two!");

        assertThatThrownBy(() -> store.get(object, 100).get())
                .hasCauseInstanceOf(ObjectOvertakenException.class);
    }

    /** Content and size are the same: the time of modification tells them apart. */
    @Test
    void isOvertakenByTheSameContentAgain() throws Exception {
        ObjectRef object = write("one");
        Files.setLastModifiedTime(
                root.resolve("S1/S1.jpg"), FileTime.fromMillis(System.currentTimeMillis() + 5000));

        assertThatThrownBy(() -> store.get(object, 100).get())
                .hasCauseInstanceOf(ObjectOvertakenException.class);
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        ObjectRef object = write("one");

        assertThatThrownBy(() -> store.get(object, 2).get())
                .hasCauseInstanceOf(ObjectTooLargeException.class);
    }

    @Test
    void writesOverWhatIsThere() throws Exception {
        store.put("images/S1/2026/S1.json", utf8("old")).get();
        store.put("images/S1/2026/S1.json", utf8("new")).get();

        assertThat(root.resolve("S1/2026/S1.json")).hasContent("new");
        assertThat(files(root.resolve("S1/2026"))).containsExactly("S1.json");
    }

    /** Each attempt to write would leave its bytes, on a disk that may be full already. */
    @Test
    void leavesNothingOfAWriteThatFailed() throws Exception {
        Files.createDirectories(root.resolve("S1/S1.json/in the way"));

        assertThatThrownBy(() -> store.put("images/S1/S1.json", utf8("new")).get())
                .hasRootCauseInstanceOf(IOException.class);
        assertThat(files(root.resolve("S1"))).containsExactly("S1.json");
    }

    /** A reader meets the one or the other content, never a part or nothing. */
    @Test
    void isReadWholeWhileItIsWritten() throws Exception {
        byte[] a = utf8("a".repeat(1 << 16));
        byte[] b = utf8("b".repeat(1 << 17));
        store.put(KEY, a).get();
        List<CompletableFuture<Void>> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(store.put(KEY, i % 2 == 0 ? b : a));
        }
        CompletableFuture<Void> all =
                CompletableFuture.allOf(writes.toArray(new CompletableFuture<?>[0]));
        while (!all.isDone()) {
            assertThat(Files.readAllBytes(root.resolve("S1/S1.jpg"))).isIn(a, b);
        }
        all.get();
    }

    @Test
    void refusesAKeyOfAnotherFolder() {
        assertThatThrownBy(() -> store.put("other/x", new byte[0]).get())
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Studies are prepared on several threads; nothing here may be shared between them. */
class ConcurrentDecodingTest {
    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        List<String[]> rows = Vectors.table("vectors.csv");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> sums = new ArrayList<>();
            for (int round = 0; round < 10; round++) {
                for (String[] row : rows) {
                    sums.add(threads.submit(() -> decodedSha256(row[0])));
                }
            }
            for (int i = 0; i < sums.size(); i++) {
                String[] row = rows.get(i % rows.size());
                assertThat(sums.get(i).get(30, TimeUnit.SECONDS)).as(row[0]).isEqualTo(row[4]);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String decodedSha256(String file) throws UnreadableImageException {
        byte[] content = Vectors.image(file);
        return Vectors.sha256(ImageDecoder.decode(content, ImageHeader.read(content)).samples());
    }
}

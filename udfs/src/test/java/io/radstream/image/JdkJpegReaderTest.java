package io.radstream.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.radstream.fixture.AbandonedLoader;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.Test;

class JdkJpegReaderTest {

    @Test
    void isTheJdksOwn() throws Exception {
        ImageReader reader = JdkJpegReader.open();
        try {
            assertThat(reader.getClass().getModule()).isEqualTo(ImageReader.class.getModule());
        } finally {
            reader.dispose();
        }
    }

    @Test
    void anImageDecodedKeepsNoClassLoaderAlive() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(Decoding.class)).isTrue();
    }

    @Test
    void askingTheRegistryUnderItWouldHaveKeptIt() throws Exception {
        assertThat(AbandonedLoader.isFreeAfter(AskingTheRegistry.class)).isFalse();
    }

    /** With all classes of a test, in a loader that only it uses. */
    public static final class Decoding implements Runnable {
        @Override
        public void run() {
            byte[] grey = Vectors.image("grey.jpg");
            try {
                ImageDecoder.decode(grey, ImageHeader.read(grey));
            } catch (UnreadableImageException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What the decoder must not do. */
    public static final class AskingTheRegistry implements Runnable {
        @Override
        public void run() {
            ImageIO.getImageReadersByFormatName("jpeg").next().dispose();
        }
    }
}

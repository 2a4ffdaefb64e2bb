package io.radstream.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/** JPEG to pixels with the JDK's libjpeg, which decodes grey as Pillow's does, bit for bit. */
final class JpegDecoder {
    private JpegDecoder() {}

    static Pixels decode(byte[] content) throws UnreadableImageException {
        JpegHeader header = JpegHeader.read(content);
        JpegFrame frame = header.frame();
        JpegData data = JpegData.of(content, frame);
        Raster raster;
        try {
            raster = readRaster(data);
        } catch (IOException e) {
            // From libjpeg, which was given nothing but coded pixels: the text cannot quote
            // anything else.
            throw UnreadableImageException.undecodable("the JPEG is damaged: " + e.getMessage());
        } catch (RuntimeException e) {
            // The JDK's reader meets some malformed streams unprepared.
            throw UnreadableImageException.undecodable(
                    "the JPEG is damaged: its decoder failed with " + e.getClass().getSimpleName());
        }
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        if (header.luminanceChrominance()) {
            LuminanceChrominance.toRgb(samples);
        }
        return new Pixels(frame.width(), frame.height(), frame.components(), samples);
    }

    private static Raster readRaster(JpegData data) throws IOException {
        ImageReader reader = JdkJpegReader.open();
        try (ByteArrayStream stream = new ByteArrayStream(data.bytes(), data.length())) {
            FirstWarning warning = new FirstWarning();
            reader.addIIOReadWarningListener(warning);
            reader.setInput(stream, true, true);
            // The raster is the image before any conversion of colours: one pass less, and none by
            // a profile.
            Raster raster = reader.readRaster(0, null);
            if (warning.text != null) {
                throw new IOException(warning.text);
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }

    /**
     * libjpeg goes on after damage (missing data becomes grey) and says so in a warning; it tells
     * the first only, so none can be let pass.
     */
    private static final class FirstWarning implements IIOReadWarningListener {
        private String text;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            if (text == null) {
                text = warning;
            }
        }
    }
}

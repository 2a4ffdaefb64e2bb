package io.radstream.inference;

import io.radstream.image.ImageDecoder;
import io.radstream.image.ImageHeader;
import io.radstream.image.Pixels;
import io.radstream.image.UnreadableImageException;
import io.radstream.record.DecodedImage;
import io.radstream.record.Metadata;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * An image object's bytes become the models' requests. Room for the pixels is reserved by the
 * header's word before any of it is allocated; decoding and resizing run on threads of their own.
 */
final class Preparation {

    private final Admission admission;
    private final Executor threads;

    Preparation(Admission admission, Executor threads) {
        this.admission = admission;
        this.threads = threads;
    }

    /** The requests, or a {@link StudyRejectedException}. */
    CompletableFuture<PreparedStudy> prepare(
            byte[] content, Metadata metadata, ModelSignatures models) {
        return CompletableFuture.supplyAsync(() -> header(content), threads)
                .thenCompose(
                        header ->
                                admission
                                        .decode(header.decodedBytes(), metadata.getPriority())
                                        .thenApplyAsync(
                                                room -> {
                                                    try (room) {
                                                        return requests(
                                                                content, header, metadata, models);
                                                    }
                                                },
                                                threads));
    }

    private ImageHeader header(byte[] content) {
        ImageHeader header;
        try {
            header = ImageHeader.read(content);
        } catch (UnreadableImageException e) {
            throw rejected(e);
        }
        if (header.decodedBytes() > admission.mostDecodedBytes()) {
            throw new StudyRejectedException(
                    Stage.prepare_tensors,
                    RejectCode.image_too_large,
                    String.format(
                            Locale.ROOT,
                            "expected an image that takes at most %d bytes decoded, came %s, which would take %d",
                            admission.mostDecodedBytes(),
                            header,
                            header.decodedBytes()));
        }
        return header;
    }

    private static PreparedStudy requests(
            byte[] content, ImageHeader header, Metadata metadata, ModelSignatures models) {
        Pixels pixels;
        try {
            pixels = ImageDecoder.decode(content, header);
        } catch (UnreadableImageException e) {
            throw rejected(e);
        }
        ImageTensors tensors = new ImageTensors(pixels);
        return new PreparedStudy(
                new DecodedImage(
                        pixels.width(),
                        pixels.height(),
                        header.format().name().toLowerCase(Locale.ROOT)),
                ClassifierModel.request(models.classifier(), tensors),
                DetectorModel.request(models.detector(), tensors),
                EncoderModel.request(models.encoder(), tensors, metadata));
    }

    private static StudyRejectedException rejected(UnreadableImageException e) {
        return new StudyRejectedException(Stage.prepare_tensors, codeOf(e), e.getMessage());
    }

    private static RejectCode codeOf(UnreadableImageException e) {
        switch (e.reason()) {
            case UNSUPPORTED:
                return RejectCode.image_unsupported;
            case TOO_LARGE:
                return RejectCode.image_too_large;
            default:
                return RejectCode.image_undecodable;
        }
    }
}

package io.radstream.image;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;

/** Reads an image as the job does, header first, and expects it to be refused. */
final class Refusal extends AbstractObjectAssert<Refusal, UnreadableImageException> {
    private Refusal(UnreadableImageException refusal) {
        super(refusal, Refusal.class);
    }

    static Refusal ofHeader(byte[] content) {
        return new Refusal(
                catchThrowableOfType(
                        UnreadableImageException.class, () -> ImageHeader.read(content)));
    }

    static Refusal of(byte[] content) {
        return new Refusal(
                catchThrowableOfType(
                        UnreadableImageException.class,
                        () -> ImageDecoder.decode(content, ImageHeader.read(content))));
    }

    Refusal is(UnreadableImageException.Reason reason, String message) {
        isNotNull();
        Assertions.assertThat(actual).hasMessageContaining(message);
        Assertions.assertThat(actual.reason()).isEqualTo(reason);
        return this;
    }

    Refusal isUndecodable(String message) {
        return is(UnreadableImageException.Reason.UNDECODABLE, message);
    }

    Refusal isUnsupported(String message) {
        return is(UnreadableImageException.Reason.UNSUPPORTED, message);
    }

    Refusal isTooLarge(String message) {
        return is(UnreadableImageException.Reason.TOO_LARGE, message);
    }
}

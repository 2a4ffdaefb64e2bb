package io.radstream.image;

/**
 * An image object that cannot become pixels, by its own fault. The message never quotes its
 * content.
 */
public final class UnreadableImageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why, as the data contract's reject codes distinguish it. */
    public enum Reason {
        /** Not an image, or one that is damaged or incomplete. */
        UNDECODABLE,
        /** An image, of a kind that is not read. */
        UNSUPPORTED,
        /** More pixels than one array can hold. What a budget allows, the caller decides. */
        TOO_LARGE
    }

    private final Reason reason;

    private UnreadableImageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static UnreadableImageException undecodable(String message) {
        return new UnreadableImageException(Reason.UNDECODABLE, message);
    }

    static UnreadableImageException unsupported(String message) {
        return new UnreadableImageException(Reason.UNSUPPORTED, message);
    }

    static UnreadableImageException tooLarge(String message) {
        return new UnreadableImageException(Reason.TOO_LARGE, message);
    }
}

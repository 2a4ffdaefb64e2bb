package io.radstream.job.connect.s3;

import io.radstream.record.ObjectRef;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectOvertakenException;
import io.radstream.storage.ObjectTooLargeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Gathers an object in memory, in one array of its size. An object that is too large, or not the
 * one that was asked for, is refused by its header: its body is not read, the connection is closed.
 */
final class WholeObject implements AsyncResponseTransformer<GetObjectResponse, byte[]> {

    /** Java's largest array, about. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private static final int FIRST_BYTES_OF_UNKNOWN = 64 << 10;

    private final ObjectRef object;
    private final long maxBytes;
    private volatile CompletableFuture<byte[]> content;
    private volatile GetObjectResponse header;

    WholeObject(ObjectRef object, long maxBytes) {
        this.object = object;
        this.maxBytes = Math.min(maxBytes, LONGEST_ARRAY);
    }

    @Override
    public CompletableFuture<byte[]> prepare() {
        content = new CompletableFuture<>();
        return content;
    }

    @Override
    public void onResponse(GetObjectResponse response) {
        header = response;
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> body) {
        ObjectException refusal = refusal(header);
        if (refusal == null) {
            body.subscribe(new Gathering(header.contentLength()));
        } else {
            content.completeExceptionally(refusal);
            body.subscribe(new Refusing());
        }
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
        content.completeExceptionally(failure);
    }

    /** S3 has been asked for just this version; this is for stores that do not heed it. */
    private ObjectException refusal(GetObjectResponse response) {
        boolean sameVersion =
                object.getVersionId() == null
                        || response.versionId() == null
                        || object.getVersionId().equals(response.versionId());
        boolean sameTag = EntityTags.areEqual(object.getEtag(), response.eTag());
        if (!sameVersion || (object.getVersionId() == null && !sameTag)) {
            return new ObjectOvertakenException(S3Failures.OVERTAKEN);
        }
        Long bytes = response.contentLength();
        return bytes != null && bytes > maxBytes
                ? new ObjectTooLargeException(maxBytes, bytes)
                : null;
    }

    /** Takes nothing. */
    private static final class Refusing implements Subscriber<ByteBuffer> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(ByteBuffer part) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    private final class Gathering implements Subscriber<ByteBuffer> {

        private final boolean lengthKnown;
        private byte[] bytes;
        private int length;
        private Subscription subscription;

        private Gathering(Long contentLength) {
            lengthKnown = contentLength != null;
            bytes = new byte[lengthKnown ? contentLength.intValue() : 0];
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer part) {
            if (content.isDone()) {
                return;
            }
            long whole = (long) length + part.remaining();
            if (whole > (lengthKnown ? bytes.length : maxBytes)) {
                subscription.cancel();
                content.completeExceptionally(
                        lengthKnown
                                ? wrongLength(whole)
                                : new ObjectTooLargeException(maxBytes, whole));
                return;
            }
            reserve(whole);
            int count = part.remaining();
            part.get(bytes, length, count);
            length += count;
        }

        @Override
        public void onError(Throwable failure) {
            content.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            if (lengthKnown && length < bytes.length) {
                content.completeExceptionally(wrongLength(length));
            } else {
                content.complete(lengthKnown ? bytes : Arrays.copyOf(bytes, length));
            }
        }

        private void reserve(long whole) {
            if (whole > bytes.length) {
                long grown = Math.max(Math.max(whole, FIRST_BYTES_OF_UNKNOWN), 2L * bytes.length);
                bytes = Arrays.copyOf(bytes, (int) Math.min(grown, maxBytes));
            }
        }

        private S3CallException wrongLength(long came) {
            return new S3CallException(
                    "expected a body of " + bytes.length + " bytes, came " + came);
        }
    }
}

package io.radstream.job.connect.s3;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Answers the SDK's requests without a network, whatever host they go to, and remembers them. */
final class RecordingHttp implements SdkAsyncHttpClient {

    private final List<SdkHttpRequest> requests = new CopyOnWriteArrayList<>();
    private final Function<SdkHttpRequest, String> bodies;

    /**
     * @param bodies what the 200 to a request says
     */
    RecordingHttp(Function<SdkHttpRequest, String> bodies) {
        this.bodies = bodies;
    }

    /** In the order in which they came. */
    List<SdkHttpRequest> requests() {
        return requests;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest call) {
        requests.add(call.request());
        byte[] body = bodies.apply(call.request()).getBytes(StandardCharsets.UTF_8);
        call.responseHandler()
                .onHeaders(
                        SdkHttpResponse.builder()
                                .statusCode(200)
                                .putHeader("Content-Length", Integer.toString(body.length))
                                .putHeader("ETag", "\"tag\"")
                                .build());
        call.responseHandler().onStream(SdkPublisher.fromIterable(List.of(ByteBuffer.wrap(body))));
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}

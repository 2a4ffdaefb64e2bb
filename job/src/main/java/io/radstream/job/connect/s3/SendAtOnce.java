package io.radstream.job.connect.s3;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Sends a body with its header, where the SDK would first ask whether to: results are small, and
 * asking costs each a round trip. Some servers also say 100 (Continue) twice, and the second one is
 * taken for the answer.
 */
final class SendAtOnce implements ExecutionInterceptor {

    private static final String EXPECT = "Expect";

    @Override
    public SdkHttpRequest modifyHttpRequest(
            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        return request.firstMatchingHeader(EXPECT).isPresent()
                ? request.toBuilder().removeHeader(EXPECT).build()
                : request;
    }
}

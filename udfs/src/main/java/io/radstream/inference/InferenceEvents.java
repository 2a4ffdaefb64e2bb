package io.radstream.inference;

/** What a client goes through, for metrics and logs. Called on any thread. */
public interface InferenceEvents {

    /** A call failed and will be tried again. */
    void retrying(String model);

    /** A model's breaker opened: its calls wait. */
    void opened(String model, String reason);

    /** A model's breaker closed: its calls go on. */
    void closed(String model);
}

package io.radstream.local.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a run is to do.
 *
 * @param images the folder of {@code {study_id}/…}
 * @param once whether to end when all files that are there have been read
 * @param resume whether to go on where an earlier run was ended or killed
 * @param models {@code host:port} of the model server
 * @param orphanPatience how long a half may wait for the other
 * @param eventsPerSecond the most events a second; 0 for as many as there are
 * @param otherEvents payloads that come beside the folder's own events
 * @param pipelineVersion as results state it
 */
public record RunPlan(
        Path images,
        boolean once,
        boolean resume,
        String models,
        Duration orphanPatience,
        double eventsPerSecond,
        List<byte[]> otherEvents,
        String pipelineVersion) {}

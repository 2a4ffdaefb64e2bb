package io.radstream.inference;

import io.radstream.record.Classification;
import io.radstream.record.DecodedImage;
import io.radstream.record.DescribedStudy;
import io.radstream.record.DetectionResult;
import io.radstream.record.Encoding;
import io.radstream.record.ImageSize;
import io.radstream.record.Metadata;
import io.radstream.record.ObjectRef;
import io.radstream.record.Reject;
import io.radstream.record.RejectCode;
import io.radstream.record.Stage;
import io.radstream.record.StageLog;
import io.radstream.record.StudyResult;
import io.radstream.record.Verdict;
import io.radstream.storage.ObjectException;
import io.radstream.storage.ObjectStore;
import io.radstream.storage.ObjectTooLargeException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.flink.util.ExceptionUtils;

/**
 * One study's way through inference: wait for a place, fetch the image, prepare the tensors, ask
 * the three models at once. Ends in a verdict; the image and the tensors are forgotten with it.
 */
final class StudyInference {

    private final ObjectStore images;
    private final InferenceClient client;
    private final ModelNames names;
    private final Admission admission;
    private final Preparation preparation;
    private final Clock clock;

    StudyInference(
            ObjectStore images,
            InferenceClient client,
            ModelNames names,
            Admission admission,
            Preparation preparation,
            Clock clock) {
        this.images = images;
        this.client = client;
        this.names = names;
        this.admission = admission;
        this.preparation = preparation;
        this.clock = clock;
    }

    /** The study's verdict. Fails only where neither the study nor what passes is at fault. */
    CompletableFuture<Verdict> infer(DescribedStudy study, StageLog log) {
        ObjectRef image = study.getStudy().getImage();
        if (image.getSizeBytes() > admission.mostObjectBytes()) {
            String message =
                    String.format(
                            "expected an image of at most %d bytes, came %d",
                            admission.mostObjectBytes(), image.getSizeBytes());
            return CompletableFuture.completedFuture(
                    log.ended(log.rejected(Stage.admit, RejectCode.image_too_large, message, 1)));
        }
        return admission
                .admit(image.getSizeBytes(), study.getMetadata().getPriority())
                .thenCompose(
                        place ->
                                placed(study, log)
                                        .whenComplete((verdict, failure) -> place.close()));
    }

    private CompletableFuture<Verdict> placed(DescribedStudy study, StageLog log) {
        // Within a future, so that whatever is thrown gives the place back.
        return CompletableFuture.completedFuture(names)
                .thenCompose(served -> ModelSignatures.describe(client, served))
                .thenCompose(
                        models -> {
                            log.succeeded(Stage.admit);
                            return fetch(study, log)
                                    .thenCompose(
                                            content ->
                                                    preparation.prepare(
                                                            content, study.getMetadata(), models));
                        })
                .thenCompose(
                        prepared -> {
                            log.succeeded(Stage.prepare_tensors);
                            return ask(study, prepared, log);
                        })
                .exceptionally(failure -> rejected(log, failure));
    }

    /** At most as much as there was room claimed for, which is what the event told. */
    private CompletableFuture<byte[]> fetch(DescribedStudy study, StageLog log) {
        ObjectRef image = study.getStudy().getImage();
        return images.get(image, image.getSizeBytes())
                .whenComplete(
                        (content, failure) -> {
                            if (failure == null) {
                                log.succeeded(Stage.fetch_image);
                            }
                        });
    }

    private CompletableFuture<Verdict> ask(
            DescribedStudy study, PreparedStudy prepared, StageLog log) {
        DecodedImage image = prepared.image();
        ModelSignature classifier = prepared.classifier().model();
        ModelSignature detector = prepared.detector().model();
        CompletableFuture<ModelCall<Classification>> classification =
                ModelCall.ask(
                        client,
                        prepared.classifier(),
                        response -> ClassifierModel.answer(classifier, response),
                        clock);
        CompletableFuture<ModelCall<DetectionResult>> detection =
                ModelCall.ask(
                        client,
                        prepared.detector(),
                        response ->
                                DetectorModel.answer(
                                        detector, response, image.getWidth(), image.getHeight()),
                        clock);
        CompletableFuture<ModelCall<Encoding>> encoding =
                ModelCall.ask(client, prepared.encoder(), EncoderModel::answer, clock);
        return CompletableFuture.allOf(classification, detection, encoding)
                .thenApply(
                        all ->
                                answered(
                                        study,
                                        image,
                                        classification.join(),
                                        detection.join(),
                                        encoding.join(),
                                        log));
    }

    private Verdict answered(
            DescribedStudy study,
            DecodedImage image,
            ModelCall<Classification> classification,
            ModelCall<DetectionResult> detection,
            ModelCall<Encoding> encoding,
            StageLog log) {
        List<ModelCall<?>> calls = List.of(classification, detection, encoding);
        calls.stream().filter(ModelCall::succeeded).forEach(call -> call.tellSuccess(log));
        List<Reject> rejects =
                calls.stream()
                        .filter(call -> !call.succeeded())
                        .map(call -> call.tellFailure(log))
                        .collect(Collectors.toList());
        log.ended(Stage.inference);
        if (!rejects.isEmpty()) {
            return log.ended(rejects.get(0));
        }
        return log.passed(
                new StudyResult(
                        study.getStudy(),
                        study.getMetadata(),
                        study.getPriors(),
                        image,
                        classification.answer(),
                        detection.answer(),
                        encoding.answer(),
                        warnings(study.getMetadata(), image),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        log.timeline()));
    }

    private static List<String> warnings(Metadata metadata, DecodedImage image) {
        List<String> warnings = new ArrayList<>(metadata.getWarnings());
        ImageSize claimed = metadata.getImageSize();
        if (claimed != null
                && (claimed.getWidth() != image.getWidth()
                        || claimed.getHeight() != image.getHeight())) {
            warnings.add(
                    String.format(
                            "the sidecar's image_size is %d x %d, the image's size %d x %d",
                            claimed.getWidth(),
                            claimed.getHeight(),
                            image.getWidth(),
                            image.getHeight()));
        }
        return warnings;
    }

    private static Verdict rejected(StageLog log, Throwable failure) {
        Throwable cause = ExceptionUtils.stripCompletionException(failure);
        if (cause instanceof StudyRejectedException) {
            StudyRejectedException rejected = (StudyRejectedException) cause;
            return log.ended(
                    log.rejected(rejected.stage(), rejected.code(), rejected.getMessage(), 1));
        }
        if (cause instanceof ObjectTooLargeException) {
            return log.ended(
                    log.rejected(
                            Stage.fetch_image,
                            RejectCode.image_too_large,
                            "larger than its event tells: " + cause.getMessage(),
                            1));
        }
        if (cause instanceof ObjectException) {
            RejectCode code = ((ObjectException) cause).code();
            return log.ended(log.rejected(Stage.fetch_image, code, cause.getMessage(), 1));
        }
        if (cause instanceof ModelFailureException) {
            ModelFailureException failed = (ModelFailureException) cause;
            return log.ended(
                    log.rejected(
                            Stage.prepare_tensors,
                            failed.code(),
                            failed.getMessage(),
                            failed.attempts()));
        }
        throw new CompletionException(cause);
    }
}

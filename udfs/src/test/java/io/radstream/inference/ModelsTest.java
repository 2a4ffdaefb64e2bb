package io.radstream.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.radstream.fixture.Images;
import io.radstream.fixture.Models;
import io.radstream.fixture.Records;
import io.radstream.image.ImageDecoder;
import io.radstream.image.ImageHeader;
import io.radstream.record.Classification;
import io.radstream.record.Detection;
import io.radstream.record.DetectionResult;
import io.radstream.record.Encoding;
import io.radstream.record.Metadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What the three models are asked, and what is made of their answers. */
final class ModelsTest {

    private static final ModelSignature CLASSIFIER = Models.signature(Models.CLASSIFIER);
    private static final ModelSignature DETECTOR = Models.signature(Models.DETECTOR);
    private static final ModelSignature ENCODER = Models.signature(Models.ENCODER);

    private static ImageTensors image() throws Exception {
        byte[] png = Images.png(40, 30);
        return new ImageTensors(ImageDecoder.decode(png, ImageHeader.read(png)));
    }

    @Test
    void theClassifierIsShownTheImage() throws Exception {
        ModelRequest request = ClassifierModel.request(CLASSIFIER, image());

        assertThat(request.inputs()).extracting(Tensor::name).containsExactly("input");
        assertThat(request.inputs().get(0).form()).isEqualTo("FP32 [1, 3, 8, 8]");
    }

    @Test
    void theClassifierNamesItsClasses() {
        Classification answer =
                ClassifierModel.answer(CLASSIFIER, Models.response(Models.CLASSIFIER));

        assertThat(answer.getPredictions())
                .extracting(score -> score.getName() + ' ' + score.getProbability())
                .containsExactly(
                        "normal 0.1",
                        "pneumonia 0.6",
                        "covid 0.1",
                        "tuberculosis 0.1",
                        "other 0.1");
        assertThat(answer.getTop()).isEqualTo("pneumonia");
        assertThat(answer.getConfidence()).isEqualTo(0.6f);
        assertThat(answer.getModel().getName()).isEqualTo(Models.CLASSIFIER);
    }

    @Test
    void theClassifierTakesTheLabelsOfItsConfiguration() {
        ModelSignature labelled =
                new ModelSignature("m", "1", true, List.of(), Map.of("labels", "yes, no"));
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("predictions", Models.shape(1, 2), 0.25f, 0.75f),
                        Models.floats("confidence", Models.shape(1, 1), 0.75f));

        assertThat(ClassifierModel.answer(labelled, response).getTop()).isEqualTo("no");
        assertThatThrownBy(
                        () -> ClassifierModel.answer(labelled, Models.response(Models.CLASSIFIER)))
                .isInstanceOf(ModelFailureException.class);
    }

    /** Its boxes are in pixels of its own input, 16 x 16. */
    @Test
    void theDetectorsBoxesAreMappedBackBestFirst() {
        DetectionResult answer =
                DetectorModel.answer(DETECTOR, Models.response(Models.DETECTOR), 160, 80);

        assertThat(answer.getDetections())
                .containsExactly(
                        new Detection(List.of(0f, 0f, 160f, 80f), 0.75f, 2),
                        new Detection(List.of(10f, 10f, 30f, 20f), 0.25f, 1));
    }

    @Test
    void theDetectorsBoxesEndAtTheImagesEdge() {
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("boxes", Models.shape(1, 1, 4), -3, -1, 99, 17),
                        Models.floats("scores", Models.shape(1, 1), 1),
                        Models.ints("labels", Models.shape(1, 1), 0));

        assertThat(DetectorModel.answer(DETECTOR, response, 160, 80).getDetections())
                .extracting(Detection::getBox)
                .containsExactly(List.of(0f, 0f, 160f, 80f));
    }

    /** A batch is as wide as its fullest item: the others are filled up. */
    @Test
    void theDetectorsFillingIsNothing() {
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("boxes", Models.shape(2, 4), 1, 1, 2, 2, 0, 0, 0, 0),
                        Models.floats("scores", Models.shape(2), 0.5f, 0),
                        Models.ints("labels", Models.shape(2), 1, -1));

        assertThat(DetectorModel.answer(DETECTOR, response, 16, 16).getDetections()).hasSize(1);
    }

    @Test
    void theDetectorMayFindNothing() {
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("boxes", Models.shape(1, 0, 4)),
                        Models.floats("scores", Models.shape(1, 0)),
                        Models.ints("labels", Models.shape(1, 0)));

        assertThat(DetectorModel.answer(DETECTOR, response, 16, 16).getDetections()).isEmpty();
    }

    /** As many numbers as two boxes have, lying the other way. */
    @Test
    void theDetectorsBoxesAreRefusedWhenTheyLieTheOtherWay() {
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("boxes", Models.shape(1, 4, 2), new float[8]),
                        Models.floats("scores", Models.shape(1, 2), 0.5f, 0.5f),
                        Models.ints("labels", Models.shape(1, 2), 0, 0));

        assertThatThrownBy(() -> DetectorModel.answer(DETECTOR, response, 16, 16))
                .isInstanceOf(ModelFailureException.class)
                .hasMessage("m: expected output boxes to be FP32 [2, 4], came FP32 [1, 4, 2]");
    }

    @Test
    void theDetectorsListsHaveToBeAsLong() {
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("boxes", Models.shape(1, 1, 4), new float[4]),
                        Models.floats("scores", Models.shape(1, 1), 0.5f),
                        Models.ints("labels", Models.shape(1, 2), 0, 0));

        assertThatThrownBy(() -> DetectorModel.answer(DETECTOR, response, 16, 16))
                .hasMessageContaining("labels");
    }

    @Test
    void theEncoderIsToldWhatTheSidecarTells() throws Exception {
        assertThat(textFor(Records.metadata())).isEqualTo("PA X-RAY CHEST");
        assertThat(textFor(Metadata.newBuilder().setView("AP").setBodyPart("Brüste").build()))
                .isEqualTo("AP Brüste");
    }

    private static String textFor(Metadata metadata) throws Exception {
        ModelRequest request = EncoderModel.request(ENCODER, image(), metadata);
        assertThat(request.inputs()).extracting(Tensor::name).containsExactly("image", "text");
        Tensor text = request.inputs().get(1);
        assertThat(text.form()).isEqualTo("BYTES [1, 1]");
        ByteBuffer content = text.content();
        byte[] utf8 = new byte[content.getInt()];
        content.get(utf8);
        assertThat(content.hasRemaining()).isFalse();
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Test
    void theEncodersVectorsAreKeptLittleEndian() {
        float[] features = new float[768];
        features[1] = 1.5f;
        ModelResponse response =
                Models.response(
                        "m",
                        Models.floats("image_features", Models.shape(1, 768), features),
                        Models.floats("text_features", Models.shape(1, 768), new float[768]),
                        Models.floats("joint_features", Models.shape(1, 768), new float[768]));

        Encoding answer = EncoderModel.answer(response);

        ByteBuffer vector = answer.getImageFeatures().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        assertThat(vector.remaining()).isEqualTo(768 * 4);
        assertThat(vector.getFloat(4)).isEqualTo(1.5f);
        assertThat(answer.getTextFeatures().remaining()).isEqualTo(768 * 4);
    }

    @Test
    void theEncodersVectorsHaveToHave768Numbers() {
        ModelResponse response =
                Models.response(
                        "m", Models.floats("image_features", Models.shape(1, 512), new float[512]));

        assertThatThrownBy(() -> EncoderModel.answer(response))
                .hasMessage(
                        "m: expected output image_features to be FP32 [768], came FP32 [1, 512]");
    }

    @Test
    void modelsThatAskForTheSameShareATensor() throws Exception {
        ImageTensors image = image();
        Tensor one = image.tensor(CLASSIFIER, "input");
        Tensor same = image.tensor(ENCODER, "image");
        Tensor larger = image.tensor(DETECTOR, "input");

        assertThat(same.content()).isEqualTo(one.content());
        assertThat(larger.form()).isEqualTo("FP32 [1, 3, 16, 16]");
        long before = allocated();
        image.tensor(ENCODER, "image");
        assertThat(allocated() - before).as("bytes for one more of the same").isLessThan(20_000);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void aTensorHasItsModelsTypeAndProfile() throws Exception {
        ImageTensors image = image();
        Tensor plain = image.tensor(input("FP32", Map.of(), 3, 4, 6), "input");
        Tensor half = image.tensor(input("FP16", Map.of(), 3, 4, 6), "input");
        Tensor bytes = image.tensor(input("UINT8", Map.of(), 3, 4, 6), "input");
        Tensor windowed =
                image.tensor(
                        input("FP32", Map.of("preprocessing", "lung_ct_window"), 3, 4, 6), "input");

        assertThat(plain.form()).as("a model without a batch").isEqualTo("FP32 [3, 4, 6]");
        assertThat(plain.content().remaining()).isEqualTo(3 * 4 * 6 * 4);
        assertThat(half.content().remaining()).isEqualTo(3 * 4 * 6 * 2);
        assertThat(bytes.content().remaining()).isEqualTo(3 * 4 * 6);
        assertThat(windowed.content()).isNotEqualTo(plain.content());
        int grey = bytes.content().get(5) & 0xFF;
        assertThat(plain.content().getFloat(5 * 4)).isCloseTo(grey / 255f, within(1e-6f));
    }

    @Test
    void aModelThatTakesNoImageIsRefused() throws Exception {
        ImageTensors image = image();
        for (ModelSignature odd :
                List.of(
                        input("FP32", Map.of(), 1, 8, 8),
                        input("FP32", Map.of(), 3, -1, -1),
                        input("FP32", Map.of(), 3, 8),
                        input("INT64", Map.of(), 3, 8, 8),
                        input("FP32", Map.of("preprocessing", "sepia"), 3, 8, 8),
                        new ModelSignature("m", "1", true, List.of(), Map.of()))) {
            assertThatThrownBy(() -> image.tensor(odd, "input"))
                    .isInstanceOf(ModelFailureException.class)
                    .hasMessageStartingWith("m: expected input input to be FP32, FP16 or UINT8");
        }
    }

    private static ModelSignature input(
            String datatype, Map<String, String> parameters, long... shape) {
        return new ModelSignature(
                "m", "1", false, List.of(new TensorSpec("input", datatype, shape)), parameters);
    }

    @Test
    void theNeutralQuestionHasTheSameFormAndNothingOfTheStudy() throws Exception {
        ModelRequest request = EncoderModel.request(ENCODER, image(), Records.metadata());
        ModelRequest neutral = request.neutral();

        assertThat(neutral.model()).isSameAs(ENCODER);
        assertThat(neutral.inputs().get(0).form()).isEqualTo("FP32 [1, 3, 8, 8]");
        ByteBuffer pixels = neutral.inputs().get(0).content();
        assertThat(pixels.remaining()).isEqualTo(3 * 8 * 8 * 4);
        while (pixels.hasRemaining()) {
            assertThat(pixels.get()).isZero();
        }
        assertThat(neutral.inputs().get(1).content())
                .as("one empty text")
                .isEqualTo(ByteBuffer.allocate(4));
    }

    @Test
    void aResponseTellsTheServersOwnTimes() {
        assertThat(response(OptionalDouble.of(1.5), OptionalDouble.of(20)).serverTimesJson())
                .isEqualTo("{\"server_queue_ms\":1.5,\"server_compute_ms\":20.0}");
        assertThat(
                        response(OptionalDouble.of(1.5), OptionalDouble.of(20))
                                .withAttempts(2)
                                .withDigest("sha256:ab")
                                .serverTimesJson())
                .isNotNull();
        assertThat(response(OptionalDouble.empty(), OptionalDouble.empty()).serverTimesJson())
                .isNull();
    }

    private static ModelResponse response(OptionalDouble queueMs, OptionalDouble computeMs) {
        return new ModelResponse(Records.model("m"), List.of(), 1, queueMs, computeMs);
    }
}

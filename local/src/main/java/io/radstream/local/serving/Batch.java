package io.radstream.local.serving;

import io.radstream.local.serving.ModelSession.JoinedTensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Requests that are computed together: their rows one below the other. */
final class Batch {

    private final ModelForm form;
    private final List<InferenceRequest> requests;

    /**
     * @param requests at least one; one only, where the model has no batch dimension
     */
    Batch(ModelForm form, List<InferenceRequest> requests) {
        this.form = form;
        this.requests = List.copyOf(requests);
    }

    List<InferenceRequest> requests() {
        return requests;
    }

    int rows() {
        return requests.stream().mapToInt(InferenceRequest::rows).sum();
    }

    /** All outputs that anyone wants. */
    Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>();
        requests.forEach(request -> outputs.addAll(request.outputs()));
        return outputs;
    }

    List<JoinedTensor> inputs() {
        List<JoinedTensor> joined = new ArrayList<>();
        for (int i = 0; i < form.inputs().size(); i++) {
            int input = i;
            List<TensorValue> values =
                    requests.stream().map(request -> request.inputs().get(input)).toList();
            TensorValue first = values.get(0);
            Shape shape =
                    form.batching() ? first.shape().withoutRows().withRows(rows()) : first.shape();
            joined.add(
                    new JoinedTensor(
                            first.name(),
                            first.type(),
                            shape,
                            values.stream().map(TensorValue::elements).toList()));
        }
        return joined;
    }

    /**
     * Each request's share of the outputs, in the order of the requests.
     *
     * @throws ComputationException where an output has another number of rows than the inputs had
     */
    List<List<TensorValue>> split(List<TensorValue> outputs) throws ComputationException {
        if (form.batching()) {
            for (TensorValue output : outputs) {
                checkRows(output);
            }
        }
        List<List<TensorValue>> shares = new ArrayList<>();
        int from = 0;
        for (InferenceRequest request : requests) {
            List<TensorValue> share = new ArrayList<>();
            for (String wanted : request.outputs()) {
                TensorValue whole =
                        outputs.stream()
                                .filter(output -> output.name().equals(wanted))
                                .findFirst()
                                .orElseThrow();
                share.add(form.batching() ? rows(whole, from, request.rows()) : whole);
            }
            from += request.rows();
            shares.add(share);
        }
        return shares;
    }

    private void checkRows(TensorValue output) throws ComputationException {
        Shape shape = output.shape();
        if (shape.rank() == 0 || shape.dim(0) != rows()) {
            throw new ComputationException(
                    String.format(
                            "output '%s': expected a batch of %d, came shape %s",
                            output.name(), rows(), shape),
                    null);
        }
    }

    private static TensorValue rows(TensorValue whole, int from, int rows) {
        Shape item = whole.shape().withoutRows();
        int elements = Math.toIntExact(item.elements());
        return new TensorValue(
                whole.name(),
                whole.type(),
                item.withRows(rows),
                whole.elements().part(from * elements, rows * elements));
    }
}

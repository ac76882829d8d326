package pva.sae;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pva.base.PvaException;
import pva.tensor.TensorFile;
import pva.tensor.TensorInfo;

/**
 * The arrays of a dictionary, by their names in a file, with types and shapes checked against each other.
 *
 * @param encoder floating [dIn, dSae]
 * @param decoder floating [dSae, dOut]
 * @param encoderBias floating [dSae]
 * @param decoderBias floating [dOut]
 * @param threshold floating [dSae], where the architecture has one
 * @param skip floating [dOut, dIn], added as {@code x · skipᵀ}, where the architecture has one
 */
public record Weights(TensorFile file, String encoder, String decoder, String encoderBias, String decoderBias,
    Optional<String> threshold, Optional<String> skip) {

  /** Fails with PVA-ST-020 where an array is missing, PVA-SAE-005 where its type and PVA-SAE-006 where its shape is wrong. */
  public Weights {
    TensorInfo w = floating(file, encoder);
    if (w.shape().size() != 2 || w.count() == 0 || w.count() / Math.max(1, w.shape().get(0)) > Integer.MAX_VALUE / Float.BYTES) {
      throw PvaException.failed("PVA-SAE-006", encoder + " is " + w.shapeText() + ", not [d_in, d_sae]").at(file.path());
    }
    TensorInfo d = floating(file, decoder);
    long dIn = w.shape().get(0);
    long dSae = w.shape().get(1);
    // the only free size is that of the output, which is the input's except in transcoders
    long dOut = d.shape().size() == 2 && skip.isPresent() ? d.shape().get(1) : dIn;
    if (d.shape().size() == 2 && d.shape().get(0) == dSae) {
      dOut = d.shape().get(1);
    }
    require(file, decoder, w, List.of(dSae, dOut));
    require(file, encoderBias, w, List.of(dSae));
    require(file, decoderBias, d, List.of(dOut));
    if (threshold.isPresent()) {
      require(file, threshold.get(), w, List.of(dSae));
    }
    if (skip.isPresent()) {
      require(file, skip.get(), w, List.of(dOut, dIn));
    }
  }

  public int dIn() {
    return size(encoder, 0);
  }

  public int dSae() {
    return size(encoder, 1);
  }

  public int dOut() {
    return size(decoder, 1);
  }

  /** All that are there. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(encoder, decoder, encoderBias, decoderBias));
    threshold.ifPresent(names::add);
    skip.ifPresent(names::add);
    return names;
  }

  /** As for dictionaries that rebuild what they read: fails with PVA-SAE-006 where the output has another length. */
  public Weights squared() {
    require(file, decoder, file.info(encoder), List.of((long) dSae(), (long) dIn()));
    return this;
  }

  private int size(String name, int axis) {
    return Math.toIntExact(file.info(name).shape().get(axis));
  }

  private static void require(TensorFile file, String name, TensorInfo by, List<Long> shape) {
    TensorInfo info = floating(file, name);
    if (!info.shape().equals(shape)) {
      throw PvaException.failed("PVA-SAE-006", name + " is " + info.shapeText() + ", but " + by.name() + " " + by.shapeText()
          + " asks for " + shape).at(file.path());
    }
  }

  private static TensorInfo floating(TensorFile file, String name) {
    TensorInfo info = file.info(name);
    if (!info.dtype().floating()) {
      throw PvaException.failed("PVA-SAE-005", name + " holds " + info.dtype() + ", not floating-point weights").at(file.path());
    }
    return info;
  }
}

package io.splitboard.solver.preload;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The data of the program, free of networks and clusters: layers in topological order and devices,
 * both by number.
 *
 * @param devices at least one
 * @param source number of the device that holds the inputs and receives the outputs
 * @param layers each after those that it reads from
 * @param tensors what goes between layers, in the order of their producers
 * @param bundles runs of layers whose joint costs were profiled; may be empty
 */
public record PreloadInstance(
    List<Device> devices,
    int source,
    List<Layer> layers,
    List<Tensor> tensors,
    List<Bundle> bundles) {

  /** Producer of the tensors that a request brings. */
  public static final int FROM_SOURCE = -1;

  /**
   * A device.
   *
   * @param id what people call it
   * @param memoryBytes bound on the weights of its layers; {@code Long.MAX_VALUE} for none
   * @param activeWatt power while it loads weights or computes
   * @param idleWatt power during the rest of a request; 0 leaves its rest out of the sum
   */
  public record Device(String id, long memoryBytes, double activeWatt, double idleWatt) {}

  /**
   * A layer.
   *
   * @param id what people call it
   * @param computeMs time on each device
   * @param loadMs time to load its weights on each device; 0 for a layer without weights
   * @param weightBytes what it adds to the memory of its device
   * @param allowed numbers of the devices on which it may be, not empty
   */
  public record Layer(
      String id,
      List<Double> computeMs,
      List<Double> loadMs,
      long weightBytes,
      Set<Integer> allowed) {
    /** Copies the collections. */
    public Layer {
      computeMs = List.copyOf(computeMs);
      loadMs = List.copyOf(loadMs);
      allowed = Set.copyOf(allowed);
    }
  }

  /**
   * What sending a tensor from one device to another takes.
   *
   * @param occupiedMs time during which nothing else can be sent this way; infinite where there is
   *     no way
   * @param delayMs time from then to the arrival
   * @param joule energy of the radios on the way
   */
  public record Way(double occupiedMs, double delayMs, double joule) {

    /** A tensor that is there already. */
    public static final Way HERE = new Way(0, 0, 0);

    /** Two devices between which the tensor cannot go. */
    public static final Way NONE = new Way(Double.POSITIVE_INFINITY, 0, 0);

    /** Whether there is one. */
    public boolean exists() {
      return Double.isFinite(occupiedMs);
    }

    /** Time from sending to arrival on an idle way: {@code m(l,i,j)} of the formulation. */
    public double transferMs() {
      return occupiedMs + delayMs;
    }
  }

  /**
   * A tensor.
   *
   * @param name what people call it
   * @param producer number of the layer that makes it, or {@link #FROM_SOURCE}
   * @param readers numbers of the layers that read it, without repetition
   * @param output whether it is returned to the source
   * @param ways by sender, then by receiver
   */
  public record Tensor(
      String name, int producer, List<Integer> readers, boolean output, List<List<Way>> ways) {
    /** Copies the lists. */
    public Tensor {
      readers = List.copyOf(readers);
      ways = ways.stream().map(List::copyOf).toList();
    }

    /** What sending it takes. */
    public Way way(int from, int to) {
      return ways.get(from).get(to);
    }
  }

  /**
   * Layers that were profiled as one run on a device: the sum of single-layer times is not the time
   * of a fused run. Their weights are loaded together, and their results are there when all are
   * finished.
   *
   * @param layers ascending numbers, at least two; no path leads out of them and back
   * @param device where
   * @param computeMs time of the whole run
   * @param loadMs time to load all their weights
   */
  public record Bundle(List<Integer> layers, int device, double computeMs, double loadMs) {
    /** Copies the list. */
    public Bundle {
      layers = List.copyOf(layers);
    }
  }

  /**
   * Checks numbers and order.
   *
   * @throws IllegalArgumentException naming what does not fit
   */
  public PreloadInstance {
    devices = List.copyOf(devices);
    layers = List.copyOf(layers);
    tensors = List.copyOf(tensors);
    bundles = List.copyOf(bundles);
    require(source >= 0 && source < devices.size(), "the source is no device");
    for (Layer layer : layers) {
      require(
          layer.computeMs().size() == devices.size() && layer.loadMs().size() == devices.size(),
          "layer " + layer.id() + " needs one cost for each device");
      require(!layer.allowed().isEmpty(), "layer " + layer.id() + " may be nowhere");
    }
    for (Tensor tensor : tensors) {
      require(
          tensor.readers().stream().allMatch(reader -> reader > tensor.producer()),
          "tensor " + tensor.name() + " is read before it is made");
    }
    for (Bundle bundle : bundles) {
      require(bundle.layers().size() > 1, "a bundle needs two layers or more");
      require(convex(bundle, tensors), "a path leads out of a bundle and back");
    }
  }

  private static void require(boolean good, String problem) {
    if (!good) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** No layer outside reads from the bundle, directly or not, and is read by it. */
  private static boolean convex(Bundle bundle, List<Tensor> tensors) {
    Set<Integer> inside = Set.copyOf(bundle.layers());
    Set<Integer> after = new HashSet<>();
    for (Tensor tensor : tensors) {
      boolean fromInside = inside.contains(tensor.producer());
      boolean fromAfter = after.contains(tensor.producer());
      for (int reader : tensor.readers()) {
        if (inside.contains(reader) && fromAfter) {
          return false;
        }
        if (!inside.contains(reader) && (fromInside || fromAfter)) {
          after.add(reader);
        }
      }
    }
    return true;
  }

  /**
   * Whether each layer reads exactly what the one before it makes, so that no two tensors are ever
   * on their way at once.
   */
  public boolean isChain() {
    if (tensors.size() != layers.size() + 1) {
      return false;
    }
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      boolean last = i == layers.size();
      if (tensor.producer() != i - 1
          || tensor.output() != last
          || !tensor.readers().equals(last ? List.of() : List.of(i))) {
        return false;
      }
    }
    return true;
  }
}

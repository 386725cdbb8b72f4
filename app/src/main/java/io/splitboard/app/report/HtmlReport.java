package io.splitboard.app.report;

import io.splitboard.app.picture.chart.DistributionPicture;
import io.splitboard.app.picture.network.NetworkOverlay;
import io.splitboard.app.picture.network.NetworkPicture;
import io.splitboard.app.picture.network.OverlayBuilder;
import io.splitboard.app.picture.paint.Palette;
import io.splitboard.app.picture.paint.SvgPicture;
import io.splitboard.app.picture.timeline.TimelineModel;
import io.splitboard.app.picture.timeline.TimelinePicture;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.program.Compiler;
import io.splitboard.core.program.Program;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Comparison.FigurePair;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.simulation.Summary;
import io.splitboard.core.simulation.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two runs of one network as a single HTML file that needs nothing else, not even a network. */
public final class HtmlReport {

  private static final double WIDTH = 860;
  private static final double LATENCIES_HEIGHT = 320;

  private final Network network;
  private final Comparison comparison;
  private final Experiment oneRequest;
  private final Program program;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Network network, Comparison comparison, Experiment oneRequest) {
    this.network = network;
    this.oneRequest = oneRequest;
    this.comparison = comparison;
    this.program = compile(network, comparison.b());
  }

  /**
   * The page.
   *
   * @param comparison of which the second run is the one that the report is about
   * @param oneRequest the same design with one request at a time, for the timeline
   * @param remarks sentences that stand under the verdict
   */
  public static String of(
      Network network, Comparison comparison, Experiment oneRequest, List<String> remarks) {
    return new HtmlReport(network, comparison, oneRequest).page(remarks);
  }

  private String page(List<String> remarks) {
    Experiment shown = comparison.b();
    html.append("<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>")
        .append("<meta name='viewport' content='width=device-width'><title>")
        .append(SvgPicture.escape(network.name() + ": " + shown.design().name()))
        .append("</title><style>")
        .append(HtmlPage.style())
        .append("</style></head><body><main>");
    html.append("<h1>").append(SvgPicture.escape(network.name())).append("</h1>");
    html.append("<p class='verdict'>")
        .append(SvgPicture.escape(comparison.verdict()))
        .append("</p>");
    remarks.forEach(remark -> html.append("<p>").append(SvgPicture.escape(remark)).append("</p>"));
    section("Figures", figures());
    section("Where the layers are: " + shown.design().name(), facts() + themed(this::placement));
    section(
        "One request: predicted (faint, above) and measured (full, below)",
        themed(palette -> TimelinePicture.of(timeline(), WIDTH, palette)));
    section(
        "Measured latencies",
        themed(palette -> DistributionPicture.of(latencies(), WIDTH, LATENCIES_HEIGHT, palette)));
    section("Devices", devices(shown));
    section("Links", links(shown));
    section("Surroundings", environment(shown));
    return html.append("</main></body></html>\n").toString();
  }

  private void section(String title, String content) {
    html.append("<section><h2>")
        .append(SvgPicture.escape(title))
        .append("</h2>")
        .append(content)
        .append("</section>");
  }

  private String figures() {
    StringBuilder table = new StringBuilder("<table><tr><th>figure</th><th></th>");
    table.append(cell("th", comparison.a().name())).append(cell("th", comparison.b().name()));
    table.append("<th>unit</th></tr>");
    for (FigurePair pair : comparison.figures()) {
      table.append("<tr>").append(cell("td", pair.name()));
      table.append(cell("td class='basis'", pair.basis().name().toLowerCase(Locale.ROOT)));
      table.append(cell("td class='number'", number(pair.a())));
      table.append(cell("td class='number'", number(pair.b())));
      table.append(cell("td", pair.unit())).append("</tr>");
    }
    return table.append("</table>").toString();
  }

  private String facts() {
    LayerCost cost = network.cost();
    return String.format(
        Locale.ROOT,
        "<p>%s</p><p>%d layers, %,d MAC, %,d parameters; %d layers are placed differently in"
            + " “%s”.</p>",
        comparison.b().cluster().devices().stream()
            .map(device -> SvgPicture.escape(device.id() + " (" + device.model() + ")"))
            .collect(Collectors.joining(", ")),
        network.layers().size(),
        cost.macs(),
        cost.parameters(),
        comparison.changes().size(),
        SvgPicture.escape(comparison.a().design().name()));
  }

  /** A picture for light pages and one for dark pages; the reader's setting shows one of them. */
  private static String themed(Function<Palette, SvgPicture> picture) {
    return "<div class='light'>"
        + picture.apply(Palette.LIGHT).element()
        + "</div><div class='dark'>"
        + picture.apply(Palette.DARK).element()
        + "</div>";
  }

  private SvgPicture placement(Palette palette) {
    Experiment shown = comparison.b();
    NetworkOverlay overlay =
        new OverlayBuilder(program, shown.profile())
            .build(Optional.of(shown.predicted()), Optional.of(shown.measured()), false);
    return NetworkPicture.of(
        network, shown.design().partition(), shown.cluster().deviceIds(), overlay, palette);
  }

  private TimelineModel timeline() {
    return TimelineModel.of(
        compile(network, oneRequest),
        oneRequest.cluster().deviceIds(),
        Optional.of(oneRequest.predicted()),
        Optional.of(oneRequest.measured()),
        TimelineModel.median(oneRequest.measured()),
        1);
  }

  private static Program compile(Network network, Experiment experiment) {
    return Compiler.compile(
        network, experiment.cluster(), experiment.design().partition(), experiment.profile());
  }

  private Map<String, List<Double>> latencies() {
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    samples.put("A  " + comparison.a().name(), latencies(comparison.a()));
    samples.put("B  " + comparison.b().name(), latencies(comparison.b()));
    return samples;
  }

  private static List<Double> latencies(Experiment experiment) {
    return experiment.measured().requests().stream().map(Trace.RequestRun::latencyMs).toList();
  }

  private static String devices(Experiment experiment) {
    StringBuilder table =
        new StringBuilder(
            "<table><tr><th>device</th><th>computes, ms per request: predicted</th><th>measured</th>"
                + "<th>weights, MB</th><th>energy, J per request (modelled)</th></tr>");
    experiment
        .measuredSummary()
        .devices()
        .forEach(
            (device, use) -> {
              Summary.DeviceUse predicted =
                  experiment.predictedSummary().devices().getOrDefault(device, use);
              table
                  .append("<tr>")
                  .append(cell("td", device))
                  .append(cell("td class='number'", number(predicted.busyMsPerRequest())))
                  .append(cell("td class='number'", number(use.busyMsPerRequest())))
                  .append(cell("td class='number'", number(use.weightBytes() / 1e6)))
                  .append(cell("td class='number'", number(use.energyJoulePerRequest())))
                  .append("</tr>");
            });
    return table.append("</table>").toString();
  }

  private static String links(Experiment experiment) {
    if (experiment.measuredSummary().links().isEmpty()) {
      return "<p>Nothing was sent.</p>";
    }
    StringBuilder table =
        new StringBuilder(
            "<table><tr><th>link</th><th>kB per request</th><th>measured Mbit/s, delay"
                + " included</th></tr>");
    experiment
        .measuredSummary()
        .links()
        .forEach(
            (link, use) ->
                table
                    .append("<tr>")
                    .append(cell("td", link))
                    .append(cell("td class='number'", number(use.bytesPerRequest() / 1e3)))
                    .append(cell("td class='number'", number(use.measuredMbitPerSecond())))
                    .append("</tr>"));
    return table.append("</table>").toString();
  }

  private static String environment(Experiment experiment) {
    StringBuilder table = new StringBuilder("<table>");
    table.append("<tr>").append(cell("td", "started"));
    table.append(cell("td", experiment.when().toString())).append("</tr>");
    table.append("<tr>").append(cell("td", "graph optimization"));
    table.append(cell("td", experiment.optimize() ? "on" : "off")).append("</tr>");
    for (Map.Entry<String, String> entry : experiment.environment().entrySet()) {
      table.append("<tr>").append(cell("td", entry.getKey()));
      table.append(cell("td", entry.getValue())).append("</tr>");
    }
    return table.append("</table>").toString();
  }

  private static String cell(String tag, String content) {
    String name = tag.split(" ", 2)[0];
    return "<" + tag + ">" + SvgPicture.escape(content) + "</" + name + ">";
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return Math.abs(value) < 0.01
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}

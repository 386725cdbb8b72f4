package io.splitboard.app.report;

import io.splitboard.core.cluster.Device;
import io.splitboard.core.network.LayerCost;
import io.splitboard.core.network.Network;
import io.splitboard.core.project.Comparison;
import io.splitboard.core.project.Comparison.FigurePair;
import io.splitboard.core.project.Experiment;
import io.splitboard.core.simulation.Summary;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two runs of one network as a single HTML file that needs nothing else, not even a network. */
public final class HtmlReport {

  private final Network network;
  private final Comparison comparison;
  private final Experiment oneRequest;
  private final DeviceColours colours;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Network network, Comparison comparison, Experiment oneRequest) {
    this.network = network;
    this.oneRequest = oneRequest;
    this.comparison = comparison;
    this.colours = new DeviceColours(comparison.b().cluster().deviceIds());
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
        .append(Svg.escape(network.name() + ": " + shown.design().name()))
        .append("</title><style>")
        .append(HtmlPage.style())
        .append("</style></head><body><main>");
    html.append("<h1>").append(Svg.escape(network.name())).append("</h1>");
    html.append("<p class='verdict'>").append(Svg.escape(comparison.verdict())).append("</p>");
    remarks.forEach(remark -> html.append("<p>").append(Svg.escape(remark)).append("</p>"));
    section("Figures", figures());
    section("Where the layers are: " + shown.design().name(), legend() + placement());
    section(
        "One request: predicted (light, above) and measured (full, below)",
        TimelinePicture.of(oneRequest.predicted(), oneRequest.measured(), colours));
    section(
        "Measured latencies",
        HistogramPicture.of(comparison.histogram(), comparison.a().name(), comparison.b().name()));
    section("Devices", devices(shown));
    section("Links", links(shown));
    section("Surroundings", environment(shown));
    return html.append("</main></body></html>\n").toString();
  }

  private void section(String title, String content) {
    html.append("<section><h2>")
        .append(Svg.escape(title))
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

  private String legend() {
    StringBuilder legend = new StringBuilder("<p>");
    for (Device device : comparison.b().cluster().devices()) {
      legend
          .append("<span class='key' style='background:")
          .append(colours.of(device.id()))
          .append("'></span> ")
          .append(Svg.escape(device.id() + " (" + device.model() + ")"))
          .append(" &nbsp; ");
    }
    LayerCost cost = network.cost();
    return legend
        .append("</p><p>")
        .append(
            String.format(
                Locale.ROOT,
                "%d layers, %,d MAC, %,d parameters; %d layers are placed differently in “%s”.",
                network.layers().size(),
                cost.macs(),
                cost.parameters(),
                comparison.changes().size(),
                Svg.escape(comparison.a().design().name())))
        .append("</p>")
        .toString();
  }

  private String placement() {
    return NetworkPicture.of(network, comparison.b().design().partition(), colours);
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
    return "<" + tag + ">" + Svg.escape(content) + "</" + name + ">";
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

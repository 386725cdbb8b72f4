package io.splitboard.app.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Splitboard.class.getPackage().getImplementationVersion();
    return new String[] {"Splitboard " + (version == null ? "from its classes" : version)};
  }
}

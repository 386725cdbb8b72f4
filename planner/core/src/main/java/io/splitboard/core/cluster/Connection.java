package io.splitboard.core.cluster;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How the workbench reaches a device. Passwords and keys are never part of it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Connection.Ssh.class, name = "ssh"),
  @JsonSubTypes.Type(value = Connection.Virtual.class, name = "virtual"),
  @JsonSubTypes.Type(value = Connection.Local.class, name = "local")
})
public sealed interface Connection {

  /**
   * A device on the network.
   *
   * @param host name or address
   * @param port usually 22
   * @param user who logs in
   * @param keyFile private key, {@code ~} allowed; empty to try the SSH agent and the usual files,
   *     then to ask for a password
   * @param dataPort port on which its agent receives tensors; 0 for any free one
   */
  record Ssh(String host, int port, String user, String keyFile, int dataPort)
      implements Connection {}

  /**
   * A device of the virtual lab.
   *
   * @param slowdown wall time of a task divided by the CPU time that it takes on this computer
   */
  record Virtual(double slowdown) implements Connection {}

  /** This computer, without SSH. */
  record Local() implements Connection {}
}
